package io.intentstream.stream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void shouldCountValueInSmallestMatchingBucket() {
        // Given
        Distribution values = new Distribution(1, 10);

        // When
        values.record(0.5, 1);
        values.record(1, 1);
        values.record(1.5, 2);
        values.record(11, 4);

        // Then
        assertThat(values.counts()).containsExactly(2, 2, 4);
        assertThat(values.upperBounds()).containsExactly(1, 10, Double.POSITIVE_INFINITY);
        assertThat(values.sum()).isEqualTo(0.5 + 1 + 2 * 1.5 + 4 * 11);
    }
}
