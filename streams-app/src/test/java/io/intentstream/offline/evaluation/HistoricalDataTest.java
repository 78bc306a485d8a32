package io.intentstream.offline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.FileFormat;
import io.intentstream.offline.input.MalformedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoricalDataTest {
    @TempDir
    Path folder;

    @Test
    void shouldCountMalformedLinesAsLeftOut() throws IOException {
        // Given
        String file = write("1,2,3,pv,1511544070", "1,2,3,look,1511544071", "2,2,3,buy,1511544072");

        // When
        HistoricalData data =
                HistoricalData.read(file, FileFormat.of(EventFormat.TAOBAO), MalformedPolicy.SKIP_AND_COUNT);

        // Then
        assertThat(data.title()).isEqualTo("events.csv (taobao)");
        assertThat(data.log().events()).isEqualTo(2);
        assertThat(data.leftOut()).isEqualTo(1);
        assertThat(data.outcomes()).isEqualTo(Outcomes.PURCHASE_EVENTS);
    }

    @Test
    void shouldRejectFileWithoutEvents() throws IOException {
        // Given
        String file = write();

        // When // Then
        assertThatThrownBy(() -> HistoricalData.read(file, FileFormat.of(EventFormat.TAOBAO), MalformedPolicy.FAIL))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("events.csv");
    }

    @Test
    void shouldRejectStandardInputWhereLabelsAreReadSeparately() {
        // When // Then
        assertThatThrownBy(() -> HistoricalData.read(
                        EventFile.STANDARD_INPUT, FileFormat.of(EventFormat.CLICKSTREAMDMM), MalformedPolicy.FAIL))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("clickstreamdmm");
    }

    private String write(String... lines) throws IOException {
        return Files.write(folder.resolve("events.csv"), List.of(lines)).toString();
    }
}
