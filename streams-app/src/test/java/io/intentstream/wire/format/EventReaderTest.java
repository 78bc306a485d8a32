package io.intentstream.wire.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.config.AppConfig;
import io.intentstream.config.InvalidConfigException;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private static final String CLICK = "{\"userId\":\"u\",\"eventTime\":1700000000000,\"eventType\":\"login\"}";

    @Test
    void shouldNeedNoRegistryWhenNoTopicIsAvro() {
        // Given
        AppConfig config = AppConfig.of(Map.of("input.format", "clickevent-json"));

        // When
        try (EventReader reader = EventReader.open(config, List.of("clicks"))) {
            Validation read = read(reader, CLICK);

            // Then
            assertThat(read).isInstanceOf(Validation.Accepted.class);
        }
    }

    @Test
    void shouldGiveTheSameRecordTheSameId() {
        // Given
        AppConfig config = AppConfig.of(Map.of("input.format.clicks", "clickevent-json"));
        try (EventReader reader = EventReader.open(config, List.of("clicks"))) {

            // When
            String id = event(reader, CLICK).getEventId();
            String again = event(reader, CLICK).getEventId();
            String other = event(reader, CLICK.replace("1700000000000", "1700000000001"))
                    .getEventId();

            // Then
            assertThat(id).matches("[0-9a-f]{32}").isEqualTo(again).isNotEqualTo(other);
        }
    }

    @Test
    void shouldRejectRecordsWithoutValue() {
        // Given
        AppConfig config = AppConfig.of(Map.of("input.format", "segment"));
        try (EventReader reader = EventReader.open(config, List.of("clicks"))) {

            // When
            Validation tombstone = reader.read("clicks", new RecordHeaders(), null);

            // Then
            assertThat(tombstone)
                    .isEqualTo(new Validation.Rejected(RejectReason.EMPTY_VALUE, "the record has no value"));
        }
    }

    @Test
    void shouldNameTheTopicOfColumnsWithoutNames() {
        // Given
        AppConfig config = AppConfig.of(Map.of("input.format", "segment", "input.format.sales", "csv"));

        // When // Then
        assertThatThrownBy(() -> EventReader.open(config, List.of("clicks", "sales")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("the topic sales is written in csv, and its records have no header: name their"
                        + " columns as csv.columns in a mapping file, and that file as input.mapping.path");
    }

    private static ClickEvent event(EventReader reader, String value) {
        return ((Validation.Accepted) read(reader, value)).event();
    }

    private static Validation read(EventReader reader, String value) {
        return reader.read("clicks", new RecordHeaders(), value.getBytes(UTF_8));
    }
}
