package io.intentstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.feature.BucketCounts;
import io.intentstream.core.feature.ConversionCounts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CountsFileTest {
    private static final Path FILE = Path.of("counts.bin");
    private final byte[] written = CountsFile.toBytes(counts());

    @Test
    void shouldReadWhatItWrites() {
        // When
        ConversionCounts read = CountsFile.parse(FILE, written);

        // Then
        assertThat(read.items().toArray()).isEqualTo(counts().items().toArray());
        assertThat(read.categories().toArray()).isEqualTo(counts().categories().toArray());
        assertThat(CountsFile.toBytes(read)).isEqualTo(written);
    }

    @Test
    void shouldRefuseFileThatEndsEarly() {
        assertDamaged(Arrays.copyOf(written, written.length - 1), "ends after");
        assertDamaged(new byte[0], "ends after 0 bytes");
    }

    @Test
    void shouldRefuseFileThatIsTooLong() {
        assertDamaged(Arrays.copyOf(written, written.length + 2), "has 2 bytes after the last count");
    }

    @Test
    void shouldRefuseOtherFile() {
        // Given
        byte[] other = written.clone();
        other[0] = 'x';

        // When // Then
        assertDamaged(other, "does not begin with ICNT");
    }

    @Test
    void shouldRefuseCountThatIsTooLarge() {
        // Given: the first count, which is the largest integer, gets one more bit
        byte[] larger = written.clone();
        larger[9] |= 0x08;

        // When // Then
        assertDamaged(larger, "more than 2147483647");
    }

    @Test
    void shouldRefuseLaterVersion() {
        // Given
        byte[] later = written.clone();
        later[4] = 2;

        // When // Then
        assertThatThrownBy(() -> CountsFile.parse(FILE, later))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining("has version 2, and this release reads version 1")
                .hasMessageContaining("train it again");
    }

    private static void assertDamaged(byte[] content, String problem) {
        assertThatThrownBy(() -> CountsFile.parse(FILE, content))
                .isInstanceOf(ModelBundleException.class)
                .hasMessageContaining("counts.bin")
                .hasMessageContaining(problem)
                .hasMessageContaining("copy the whole bundle again");
    }

    /** Counts of one to five bytes each. */
    private static ConversionCounts counts() {
        SplittableRandom random = new SplittableRandom(1);
        int[] items = new int[3 * BucketCounts.BUCKETS];
        Arrays.setAll(items, i -> random.nextInt() >>> 1 + random.nextInt(31));
        items[0] = Integer.MAX_VALUE;
        int[] categories = new int[items.length];
        Arrays.setAll(categories, i -> i % 200);
        return new ConversionCounts(BucketCounts.of(items), BucketCounts.of(categories));
    }
}
