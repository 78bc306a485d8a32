package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppliedOffsetsTest {
    private final AppliedOffsets offsets = new AppliedOffsets();

    @Test
    void shouldReturnMinusOneForUnknownSource() {
        // Given
        offsets.set(1, 10);

        // When / Then
        assertThat(offsets.offset(2)).isEqualTo(-1);
    }

    @Test
    void shouldKeepLatestOffsetOfEachSource() {
        // When
        offsets.set(1, 10);
        offsets.set(2, 20);
        offsets.set(1, 11);

        // Then
        assertThat(offsets.offset(1)).isEqualTo(11);
        assertThat(offsets.offset(2)).isEqualTo(20);
    }

    @Test
    void shouldReadBackWhatItWrote() {
        // Given
        offsets.set(Long.MIN_VALUE, 0);
        offsets.set(-1, Long.MAX_VALUE);
        StateWriter out = new StateWriter();
        offsets.write(out);

        // When
        AppliedOffsets read = new AppliedOffsets();
        read.read(new StateReader(out.toBytes()));

        // Then
        assertThat(read.offset(Long.MIN_VALUE)).isZero();
        assertThat(read.offset(-1)).isEqualTo(Long.MAX_VALUE);
    }
}
