package io.intentstream.stream.packing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PackingInterceptorTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final TopicPartition EVENTS = new TopicPartition("clickstream", 0);
    private static final TopicPartition OTHER_EVENTS = new TopicPartition("clickstream", 1);
    private static final TopicPartition CHATTER = new TopicPartition("chatter", 0);

    @Test
    void shouldBatchConsecutiveRecordsUnderFirstOffsetAndKeepPositions() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> records =
                List.of(event(7, 1_000, "a"), event(9, 2_000, "b"), event(10, 3_000, "c"));
        Map<TopicPartition, OffsetAndMetadata> positions = Map.of(EVENTS, new OffsetAndMetadata(12));

        // When
        ConsumerRecords<byte[], byte[]> batched =
                interceptor(2, 1_000_000).onConsume(new ConsumerRecords<>(Map.of(EVENTS, records), positions));

        // Then
        assertThat(batched.nextOffsets()).isEqualTo(positions);
        assertThat(batched.records(EVENTS)).extracting(ConsumerRecord::offset).containsExactly(7L, 10L);
        assertThat(unpack(batched.records(EVENTS).get(0)))
                .extracting(ConsumerRecord::offset)
                .containsExactly(7L, 9L);
        assertThat(unpack(batched.records(EVENTS).get(1)))
                .extracting(ConsumerRecord::offset)
                .containsExactly(10L);
    }

    @Test
    void shouldKeepKeyValueHeadersAndTimestampOfEachRecord() {
        // Given
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", "t-1".getBytes(UTF_8)).add("trace", null).add("größe", new byte[] {0, 1});
        ConsumerRecord<byte[], byte[]> full = event(3, 5_000, "value", "key".getBytes(UTF_8), headers);
        ConsumerRecord<byte[], byte[]> bare = event(4, -1, null, null, new RecordHeaders());

        // When
        List<ConsumerRecord<byte[], byte[]>> records = unpack(interceptor(256, 1_000_000)
                .onConsume(polled(EVENTS, List.of(full, bare)))
                .records(EVENTS)
                .get(0));

        // Then
        assertThat(records.get(0).key()).isEqualTo(full.key());
        assertThat(records.get(0).value()).isEqualTo(full.value());
        assertThat(records.get(0).headers()).isEqualTo(headers);
        assertThat(records.get(0).timestamp()).isEqualTo(5_000);
        assertThat(records.get(1)).isSameAs(bare);
    }

    @Test
    void shouldAnnounceEachValueOfAPackedTopicWhenItIsPolled() {
        // Given
        List<String> announced = new ArrayList<>();
        Consumer<byte[]> announce = value -> announced.add(value == null ? "none" : new String(value, UTF_8));
        PackingInterceptor interceptor = new PackingInterceptor(() -> NOW);
        interceptor.configure(Map.of(
                PackingInterceptor.TOPICS, "clickstream",
                PackingInterceptor.MAX_RECORDS, 2,
                PackingInterceptor.MAX_BYTES, 1_000,
                PackingInterceptor.ALLOWED_AHEAD_MS, 0,
                PackingInterceptor.ANNOUNCE, announce));
        List<ConsumerRecord<byte[], byte[]>> records =
                List.of(event(1, 1_000, "a"), event(2, 1_000, null, null, new RecordHeaders()), event(3, 1_000, "c"));

        // When
        interceptor.onConsume(polled(EVENTS, records));

        // Then
        assertThat(announced).containsExactly("a", "none", "c");
    }

    @Test
    void shouldIgnoreImplausibleTimestampsForBatchTimestamp() {
        // Given
        long good = NOW.toEpochMilli() - 5_000;
        long allowedAhead = NOW.toEpochMilli() + 60_000;
        List<ConsumerRecord<byte[], byte[]>> records = List.of(
                event(0, good, "a"), event(1, Long.MAX_VALUE, "b"), event(2, allowedAhead + 1, "c"), event(3, -1, "d"));

        // When
        ConsumerRecord<byte[], byte[]> batch = interceptor(256, 1_000_000)
                .onConsume(polled(EVENTS, records))
                .records(EVENTS)
                .get(0);

        // Then
        assertThat(batch.timestamp()).isEqualTo(good);
        assertThat(unpack(batch)).extracting(ConsumerRecord::timestamp).contains(Long.MAX_VALUE, allowedAhead + 1, -1L);
    }

    @Test
    void shouldTimestampBatchWithPartitionTimeWhenNoTimestampIsValid() {
        // Given
        ConsumerRecord<byte[], byte[]> batch = interceptor(256, 1_000_000)
                .onConsume(polled(EVENTS, List.of(event(0, -1, "a"), event(1, Long.MAX_VALUE, "b"))))
                .records(EVENTS)
                .get(0);
        ValidTimestamps extractor = new ValidTimestamps(guard());
        ConsumerRecord<Object, Object> seen = new ConsumerRecord<>(
                "clickstream",
                0,
                0L,
                batch.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());

        // When
        long first = extractor.extract(seen, -1);
        long later = extractor.extract(seen, 4_711);

        // Then
        assertThat(first).isZero();
        assertThat(later).isEqualTo(4_711);
    }

    @Test
    void shouldStartNewBatchAtByteLimit() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> records = List.of(
                event(0, 1, "x".repeat(100)),
                event(1, 1, "x".repeat(100)),
                event(2, 1, "x".repeat(5_000)),
                event(3, 1, "y"));

        // When
        List<ConsumerRecord<byte[], byte[]>> batches =
                interceptor(256, 300).onConsume(polled(EVENTS, records)).records(EVENTS);

        // Then
        assertThat(batches).extracting(batch -> unpack(batch).size()).containsExactly(2, 1, 1);
    }

    @Test
    void shouldNotMixPartitionsNorTouchOtherTopics() {
        // Given
        ConsumerRecord<byte[], byte[]> chatter = record(CHATTER, 5, 1, "hello", null, new RecordHeaders());
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new LinkedHashMap<>();
        polled.put(EVENTS, List.of(event(0, 1, "a"), event(1, 1, "b")));
        polled.put(OTHER_EVENTS, List.of(record(OTHER_EVENTS, 0, 1, "c", null, new RecordHeaders())));
        polled.put(CHATTER, List.of(chatter));

        // When
        ConsumerRecords<byte[], byte[]> batched =
                interceptor(256, 1_000_000).onConsume(new ConsumerRecords<>(polled, Map.of()));

        // Then
        assertThat(batched.records(EVENTS))
                .singleElement()
                .matches(batch -> unpack(batch).size() == 2);
        assertThat(batched.records(OTHER_EVENTS))
                .singleElement()
                .matches(batch -> unpack(batch).size() == 1);
        assertThat(batched.records(CHATTER)).containsExactly(chatter);
    }

    @Test
    void shouldReadUnbatchedRecordAsRaw() {
        // Given
        RecordHeaders forged = new RecordHeaders();
        forged.add("intentstream.pack", new byte[] {1});

        // When
        ConsumedBatch consumed =
                new ConsumedBatchSerde().deserializer().deserialize("clickstream", forged, new byte[] {9});

        // Then
        assertThat(consumed)
                .isInstanceOfSatisfying(
                        ConsumedBatch.Raw.class, raw -> assertThat(raw.value()).containsExactly(9));
    }

    @Test
    void shouldRefuseToStartWithoutItsSettings() {
        // Given
        Map<String, String> configs = Map.of(PackingInterceptor.MAX_RECORDS, "256");

        // When / Then
        assertThatThrownBy(() -> new PackingInterceptor().configure(configs))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(PackingInterceptor.TOPICS);
    }

    private static TimestampGuard guard() {
        return new TimestampGuard(java.time.Duration.ofMinutes(1), () -> NOW);
    }

    private static PackingInterceptor interceptor(int maxRecords, int maxBytes) {
        PackingInterceptor interceptor = new PackingInterceptor(() -> NOW);
        interceptor.configure(Map.of(
                PackingInterceptor.TOPICS,
                "clickstream,app-by-user-repartition",
                PackingInterceptor.MAX_RECORDS,
                maxRecords,
                PackingInterceptor.MAX_BYTES,
                Integer.toString(maxBytes),
                PackingInterceptor.ALLOWED_AHEAD_MS,
                "60000"));
        return interceptor;
    }

    private static ConsumerRecords<byte[], byte[]> polled(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        return new ConsumerRecords<>(Map.of(partition, new ArrayList<>(records)), Map.of());
    }

    private static List<ConsumerRecord<byte[], byte[]>> unpack(ConsumerRecord<byte[], byte[]> batch) {
        ConsumedBatch consumed =
                new ConsumedBatchSerde().deserializer().deserialize(batch.topic(), batch.headers(), batch.value());
        return ((ConsumedBatch.Batched) consumed).records();
    }

    private static ConsumerRecord<byte[], byte[]> event(long offset, long timestamp, String value) {
        return event(offset, timestamp, value, ("user-" + offset).getBytes(UTF_8), new RecordHeaders());
    }

    private static ConsumerRecord<byte[], byte[]> event(
            long offset, long timestamp, String value, byte[] key, RecordHeaders headers) {
        return record(EVENTS, offset, timestamp, value, key, headers);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition from, long offset, long timestamp, String value, byte[] key, RecordHeaders headers) {
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        return new ConsumerRecord<>(
                from.topic(),
                from.partition(),
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                bytes == null ? -1 : bytes.length,
                key,
                bytes,
                headers,
                Optional.of(3));
    }
}
