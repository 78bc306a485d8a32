package io.intentstream.offline.training.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairCountsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldCountTheSameInMemoryAndInFiles() {
        // Given
        Random random = new Random(3);
        PairCounts large = new PairCounts(folder, 1_000_000);
        List<PairCounts> small = List.of(new PairCounts(folder, 50), new PairCounts(folder, 50));
        TreeMap<Long, long[]> expected = new TreeMap<>();

        // When
        for (int user = 0; user < 200; user++) {
            TreeSet<Long> ofUser = new TreeSet<>();
            for (int i = 0; i < 40; i++) {
                int first = random.nextInt(30);
                int second = random.nextInt(30);
                large.add(first, second, i);
                small.get(user % 2).add(first, second, i);
                long[] count = expected.computeIfAbsent((long) first << 32 | second, pair -> new long[2]);
                count[0] += i;
                count[1] += ofUser.add((long) first << 32 | second) ? 1 : 0;
            }
            large.endUser();
            small.get(user % 2).endUser();
        }

        // Then
        List<String> all = new ArrayList<>();
        expected.forEach(
                (pair, count) -> all.add((pair >>> 32) + " " + (int) (long) pair + " " + count[0] + " " + count[1]));
        assertThat(folder).isNotEmptyDirectory();
        assertThat(pairs(List.of(large))).isEqualTo(all);
        assertThat(pairs(small)).isEqualTo(all);
    }

    private static List<String> pairs(List<PairCounts> counts) {
        List<String> pairs = new ArrayList<>();
        PairCounts.merge(
                counts, (first, second, amount, users) -> pairs.add(first + " " + second + " " + amount + " " + users));
        return pairs;
    }
}
