package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickstreamDmmParserTest {

    private static final String HEADER = "session,seq,t_sec,page,s0,s1,s2,s3,s4,purchase";

    @TempDir
    private Path directory;

    @Test
    void shouldReadPageViewWithoutLabel() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, HEADER, "17,2,46,3,0.0,1.0,0.0,1.0,-0.50079,1");

        // When
        ClickEvent event = ReadEvents.all(file, EventFormat.CLICKSTREAMDMM).get(0);

        // Then
        assertThat(event.getUserId()).isEqualTo("17");
        assertThat(event.getEventTime()).isEqualTo(Instant.parse("2020-01-01T00:00:46Z"));
        assertThat(event.getEventType()).isEqualTo(EventType.PAGE_VIEW);
        assertThat(event.getPageType()).isEqualTo("page-3");
        assertThat(event.getAttributes())
                .isEqualTo(Map.of("s0", "0.0", "s1", "1.0", "s2", "0.0", "s3", "1.0", "s4", "-0.50079"));
    }

    @Test
    void shouldReturnLabelOfEverySession() throws IOException {
        // Given
        String file = TemporaryEventFile.gzip(
                directory, HEADER, "17,0,0,3,0,0,0,0,0,1", "17,1,9,3,0,0,0,0,0,1", "18,0,0,3,0,0,0,0,0,0");

        // When
        Map<String, Boolean> labels = ClickstreamDmm.labels(Path.of(file));

        // Then
        assertThat(labels).containsExactly(Map.entry("17", true), Map.entry("18", false));
    }

    @Test
    void shouldRefuseSessionWithTwoLabels() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, HEADER, "17,0,0,3,0,0,0,0,0,1", "17,1,9,3,0,0,0,0,0,0");

        // When // Then
        assertThatThrownBy(() -> ClickstreamDmm.labels(Path.of(file)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "line 3, column 10 (purchase): expected the same label on all lines of a session");
    }

    @Test
    void shouldRefuseUnknownLabel() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, HEADER, "17,0,0,3,0,0,0,0,0,2");

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.CLICKSTREAMDMM))
                .hasMessageContaining("column 10 (purchase): expected a whole number from 0 to 1");
    }
}
