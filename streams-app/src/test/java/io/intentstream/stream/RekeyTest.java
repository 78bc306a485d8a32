package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.stream.processing.ResultHeader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RekeyTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void shouldScoreEventsKeyedDifferentlyOrNotAtAll() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of("input.keyed.by.user", "false"))) {
            // Given
            List<ConsumerRecord<byte[], byte[]>> records = List.of(
                    withKey("session-1", topology.keyedByUser(ClickEvents.view("ann", "a1", START))),
                    withKey(null, topology.keyedByUser(ClickEvents.view("bob", "b1", START.plusSeconds(1)))),
                    withKey("session-2", topology.keyedByUser(ClickEvents.view("ann", "a2", START.plusSeconds(2)))));

            // When
            topology.pipeAsBatch(records);

            // Then
            assertThat(topology.deadLetters()).isEmpty();
            assertThat(topology.intents())
                    .extracting(PurchaseIntent::getUserId, PurchaseIntent::getEventId, PurchaseIntent::getUpdateNumber)
                    .containsExactly(tuple("ann", "a1", 1L), tuple("bob", "b1", 1L), tuple("ann", "a2", 2L));
        }
    }

    @Test
    void shouldDeadLetterWithOriginalKeyHeadersAndPosition() {
        try (DrivenTopology topology = DrivenTopology.start(folder, Map.of("input.keyed.by.user", "false"))) {
            // Given
            RecordHeaders headers = new RecordHeaders();
            headers.add("trace", new byte[] {1});
            byte[] key = "session-1".getBytes(UTF_8);
            byte[] garbage = {0, 0, 0, 0, 1, 9};
            ClickEvent noUser = ClickEvents.view("", "x", START);

            // When
            topology.pipeAsBatch(List.of(
                    topology.keyedByUser(ClickEvents.view("ann", "a1", START)),
                    DrivenTopology.record(key, garbage, Long.MAX_VALUE, headers),
                    withKey(null, topology.keyedByUser(noUser)),
                    DrivenTopology.record(null, null, START.toEpochMilli(), headers)));

            // Then
            List<TestRecord<byte[], byte[]>> deadLetters = topology.deadLetters();
            assertThat(deadLetters)
                    .extracting(record -> text(record, ResultHeader.REASON.key()))
                    .containsExactly("UNDECODABLE", "MISSING_USER_ID", "EMPTY_VALUE");
            assertThat(deadLetters.get(0).key()).isEqualTo(key);
            assertThat(deadLetters.get(0).value()).isEqualTo(garbage);
            assertThat(deadLetters.get(0).headers().toArray()).startsWith(headers.toArray());
            assertThat(text(deadLetters.get(0), ResultHeader.TOPIC.key())).isEqualTo("clickstream");
            assertThat(text(deadLetters.get(0), ResultHeader.OFFSET.key())).isEqualTo("1");
            assertThat(deadLetters.get(1).key()).isNull();
            assertThat(deadLetters.get(2).value()).isNull();
            assertThat(deadLetters.get(2).headers().lastHeader("intentstream.rekeyed"))
                    .isNull();
            assertThat(topology.intents()).hasSize(1);
        }
    }

    private static ConsumerRecord<byte[], byte[]> withKey(String key, ConsumerRecord<byte[], byte[]> record) {
        return DrivenTopology.record(
                key == null ? null : key.getBytes(UTF_8), record.value(), record.timestamp(), record.headers());
    }

    private static String text(TestRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), UTF_8);
    }
}
