package io.intentstream.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {

    @Test
    void shouldTellTheLimitThatIsTooLowForTheState() {
        // Given
        int partitions = 200;

        // When / Then
        assertThat(OpenFiles.shortage(partitions, 4_096))
                .hasValueSatisfying(told -> assertThat(told).contains("4096", "200 partitions", "8500", "ulimit -n"));
        assertThat(OpenFiles.shortage(partitions, 8_500)).isEmpty();
    }

    @Test
    void shouldFindTheUsualLimitEnoughForTheUsualPartitions() {
        assertThat(OpenFiles.shortage(6, 1_024)).isEmpty();
    }
}
