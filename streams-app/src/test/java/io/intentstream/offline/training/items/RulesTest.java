package io.intentstream.offline.training.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.recommendation.Association;
import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.FileFormat;
import io.intentstream.offline.input.MalformedPolicy;
import io.intentstream.offline.input.RealFile;
import io.intentstream.offline.training.data.EventLog;
import io.intentstream.offline.training.data.HeldOutUsers;
import io.intentstream.offline.training.data.UserEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTest {
    private static final int FEWEST_USERS = 3;

    @TempDir
    private Path folder;

    @Test
    void shouldExpectNothingOfBasketsThatAreTooSmall() {
        // Given: 1,000 baskets of a alone, 1,000 of b alone; in baskets of two, a and b are together more often than
        // chance
        Counted counted = new Counted(folder, 4);
        for (int i = 0; i < 1_000; i++) {
            counted.add(1, 0);
            counted.add(1, 1);
        }
        for (int i = 0; i < 40; i++) {
            counted.add(2, 0, 1);
            counted.add(2, 2, 3);
            counted.add(2, 2, 3);
        }

        // When
        List<Association> rules = counted.rules();

        // Then: expected are 40 · 40 / 120
        assertThat(rules).extracting(Association::consequent).containsExactly("1", "0");
        assertThat(rules.get(0).lift()).isEqualTo(3);
        assertThat(rules.get(0).textbookLift()).isEqualTo(.078402); // 40 / (1040 · 1040 / 2120)
    }

    @Test
    void shouldFindRulesThatHoldForOtherUsersAndNoneInShuffledSessions() {
        // Given
        List<UserEvents> users = users(RealFile.named("taobao/users.csv.gz"));
        HeldOutUsers half = new HeldOutUsers(.5);
        Map<String, Integer> numbers = new HashMap<>();
        List<List<int[]>> ones = new ArrayList<>();
        List<List<int[]>> others = new ArrayList<>();
        for (UserEvents user : users) {
            (half.has(user.userId()) ? others : ones).add(baskets(user, numbers));
        }

        // When
        Counted learnt = count(ones, numbers.size());
        Counted tested = count(others, numbers.size());
        int inShuffled = IntStream.range(0, 3)
                .map(seed -> count(shuffled(ones, seed), numbers.size()).rules().size())
                .sum();
        Counted all = count(Stream.concat(ones.stream(), others.stream()).toList(), numbers.size());

        // Then
        List<Association> rules = learnt.rules();
        double held = 0;
        double together = 0;
        double expected = 0;
        for (Association rule : rules) {
            int from = Integer.parseInt(rule.antecedent().get(0));
            int to = Integer.parseInt(rule.consequent());
            long found = tested.together(from, to);
            held += found > tested.expected(from, to) ? 1 : 0;
            together += found;
            expected += tested.expected(from, to);
        }
        System.out.printf(
                "%d pairs of %d; of half of the users %d, %.3f hold for the others, pooled lift %.2f; shuffled %.4f%n",
                all.rules().size() / 2,
                numbers.size(),
                rules.size() / 2,
                held / rules.size(),
                together / expected,
                inShuffled / 3.0 / rules.size());
        assertThat(all.rules().size() / 2).isGreaterThanOrEqualTo(380);
        assertThat(held / rules.size()).isGreaterThanOrEqualTo(.93);
        assertThat(together / expected).isGreaterThan(3);
        assertThat(inShuffled / 3.0 / rules.size()).isLessThanOrEqualTo(.01);
    }

    private Counted count(List<List<int[]>> users, int entries) {
        Counted counted = new Counted(folder, entries);
        for (List<int[]> user : users) {
            user.forEach(basket -> counted.baskets.add(
                    basket.length, Arrays.stream(basket).sorted().toArray()));
            counted.baskets.endUser();
        }
        return counted;
    }

    /** The same sizes of baskets, with categories of other baskets. */
    private static List<List<int[]>> shuffled(List<List<int[]>> users, int seed) {
        List<Integer> all = new ArrayList<>();
        users.forEach(user -> user.forEach(basket -> Arrays.stream(basket).forEach(all::add)));
        Collections.shuffle(all, new Random(seed));
        int[] at = new int[1];
        return users.stream()
                .map(user -> user.stream()
                        .map(basket -> IntStream.range(0, basket.length)
                                .map(i -> all.get(at[0]++))
                                .distinct()
                                .toArray())
                        .toList())
                .toList();
    }

    private static List<UserEvents> users(String file) {
        try (EventSource source =
                EventFile.open(file, FileFormat.of(EventFormat.TAOBAO), MalformedPolicy.FAIL, MalformedPolicy.FAIL)) {
            return EventLog.read(source, Map.of()).users();
        }
    }

    /** The different categories of each session. */
    private static List<int[]> baskets(UserEvents user, Map<String, Integer> numbers) {
        SessionGap gap = SessionGap.of(Duration.ofMinutes(30));
        List<int[]> baskets = new ArrayList<>();
        List<Integer> basket = new ArrayList<>();
        long last = user.events().get(0).time();
        for (WindowEvent event : user.events()) {
            if (gap.separates(last, event.time())) {
                baskets.add(basket.stream().mapToInt(i -> i).distinct().toArray());
                basket.clear();
            }
            basket.add(numbers.computeIfAbsent(event.item(0).categoryId(), id -> numbers.size()));
            last = event.time();
        }
        baskets.add(basket.stream().mapToInt(i -> i).distinct().toArray());
        return baskets;
    }

    /** Baskets with their rules of pairs. */
    private static final class Counted {
        private final Baskets baskets;
        private final List<String> names;
        private final Map<Long, Long> together = new HashMap<>();

        Counted(Path folder, int entries) {
            baskets = new Baskets(
                    Association.Level.CATEGORY, Association.Basket.CO_VIEW, entries, new PairCounts(folder, 1_000_000));
            names = IntStream.range(0, entries).mapToObj(Integer::toString).toList();
        }

        /** Adds a user's basket. */
        void add(int different, int... entries) {
            baskets.add(different, entries);
            baskets.endUser();
        }

        List<Association> rules() {
            Rules rules = new Rules(names, baskets);
            Baskets.pairs(List.of(baskets), (first, second, number, users) -> {
                if (users >= FEWEST_USERS) {
                    rules.addPair(first, second, number, users);
                }
            });
            return rules.sorted();
        }

        long together(int first, int second) {
            if (together.isEmpty()) {
                Baskets.pairs(List.of(baskets), (a, b, number, users) -> together.put(Triples.pair(a, b), number));
            }
            return together.getOrDefault(Triples.pair(Math.min(first, second), Math.max(first, second)), 0L);
        }

        double expected(int first, int second) {
            return new Rules(names, baskets).expected(first, second);
        }
    }
}
