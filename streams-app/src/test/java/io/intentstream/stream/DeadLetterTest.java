package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.event.RejectReason;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.processing.OutputEncoder;
import io.intentstream.stream.processing.ResultHeader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterTest {
    private static final Instant NOW = DrivenTopology.NOW;

    private static DrivenTopology topology;
    private static Map<String, BadRecords.BadRecord> badRecords;
    private static int neighbours;

    @BeforeAll
    static void startTopology(@TempDir Path folder) {
        topology = DrivenTopology.start(folder, Map.of());
        badRecords = BadRecords.all(topology.eventSerializer(), topology.registryClient(), NOW);
    }

    @AfterAll
    static void stopTopology() {
        topology.close();
    }

    static Stream<String> names() {
        return badRecords.keySet().stream();
    }

    /**
     * A broker accepts such a record when it is compressed well. A producer does not, and the engine must not stop for
     * it.
     */
    @Test
    void shouldTruncateDeadLetterThatExceedsMaximumSize() {
        // Given
        byte[] value = new byte[OutputEncoder.LARGEST_DEAD_LETTER + 1];

        // When
        topology.pipeAsBatch(
                List.of(DrivenTopology.record(new byte[] {1}, value, NOW.toEpochMilli() - 1_000, new RecordHeaders())));

        // Then
        TestRecord<byte[], byte[]> deadLetter = topology.deadLetters().get(0);
        assertThat(deadLetter.value()).hasSize(OutputEncoder.KEPT_OF_LARGER);
        assertThat(header(deadLetter, ResultHeader.CUT_FROM.key())).isEqualTo(Integer.toString(value.length));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldDeadLetterBadRecordUnchangedAndEmitNothingElse(String name) {
        // Given
        BadRecords.BadRecord bad = badRecords.get(name);
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {1, 2}).add("intentstream.reason", new byte[] {3});
        String before = "before-" + neighbours;
        String after = "after-" + neighbours++;
        long sent = NOW.toEpochMilli() - 1_000;

        // When
        topology.pipeAsBatch(List.of(
                topology.keyedByUser(ClickEvents.view(before, "1", NOW)),
                DrivenTopology.record(bad.key(), bad.value(), sent, headers),
                topology.keyedByUser(ClickEvents.view(after, "1", NOW))));

        // Then
        TestRecord<byte[], byte[]> deadLetter = topology.deadLetters().get(0);
        assertThat(deadLetter.key()).isEqualTo(bad.key());
        assertThat(deadLetter.value()).isEqualTo(bad.value());
        assertThat(deadLetter.timestamp()).isEqualTo(sent);
        assertThat(deadLetter.headers().toArray()).startsWith(headers.toArray());
        assertThat(header(deadLetter, ResultHeader.REASON.key()))
                .isEqualTo(bad.reason().name());
        assertThat(header(deadLetter, ResultHeader.MESSAGE.key())).isNotBlank().doesNotContain(BadRecords.USER);
        assertThat(header(deadLetter, ResultHeader.TOPIC.key())).isEqualTo("clickstream");
        assertThat(header(deadLetter, ResultHeader.PARTITION.key())).isEqualTo("0");
        assertThat(header(deadLetter, ResultHeader.OFFSET.key())).isEqualTo("1");
        assertThat(topology.intents()).extracting(PurchaseIntent::getUserId).containsExactly(before, after);
        assertThat(topology.profiles()).extracting(UserProfile::getUserId).containsExactly(before, after);
        assertThat(topology.states()).doesNotContainKey(BadRecords.USER);
    }

    @Test
    void shouldReadUnknownEventTypeAsOther() {
        // Given
        ClickEvent event = ClickEvents.view("early-bird", "1", NOW);
        byte[] value =
                BadRecords.ofTypeUnknownToTheReader(event, topology.eventSerializer(), topology.registryClient());

        // When
        topology.pipeRaw(
                DrivenTopology.record("early-bird".getBytes(UTF_8), value, NOW.toEpochMilli(), new RecordHeaders()));

        // Then
        assertThat(topology.deadLetters()).isEmpty();
        assertThat(topology.profiles())
                .singleElement()
                .extracting(UserProfile::getLifetimeCounts)
                .isEqualTo(Map.of("OTHER", 1L));
        assertThat(topology.intents()).hasSize(1);
    }

    @Test
    void shouldTimestampDeadLetterWithNowWhenItsOwnTimestampIsImplausible() {
        // Given
        ConsumerRecord<byte[], byte[]> fromTheFuture =
                DrivenTopology.record(null, null, Long.MAX_VALUE, new RecordHeaders());
        long counted = topology.counters().deadLetters(RejectReason.EMPTY_VALUE);

        // When
        topology.pipeAsBatch(List.of(fromTheFuture));

        // Then
        assertThat(topology.deadLetters())
                .singleElement()
                .extracting(TestRecord::getRecordTime)
                .isEqualTo(NOW);
        assertThat(topology.counters().deadLetters(RejectReason.EMPTY_VALUE)).isEqualTo(counted + 1);
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), UTF_8);
    }
}
