package io.intentstream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.avro.SampleRecords;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.schema.ClickEvent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compatibility with Confluent's classes: beside the product's own, and instead of them through {@code serde.class}.
 */
class ConfluentCompatibilityTest {

    private static Validation read(ValueReader<ClickEvent> reader, byte[] value) {
        return reader.read(TOPIC, new RecordHeaders(), value, Validation.Accepted::new, rejected -> rejected);
    }

    private static final String TOPIC = "clickstream";
    private static final String CONFLUENT_CLASSES =
            "io.confluent.kafka.serializers.KafkaAvroSerializer,io.confluent.kafka.serializers.KafkaAvroDeserializer";

    @TempDir
    Path directory;

    private EmbeddedSchemaRegistry registry;
    private URLClassLoader withConfluent;

    @BeforeEach
    void start() {
        registry = EmbeddedSchemaRegistry.start(directory, 0);
        withConfluent = new URLClassLoader(
                new URL[] {IsolatedConfluent.jar()}, getClass().getClassLoader());
    }

    @AfterEach
    void stop() throws Exception {
        withConfluent.close();
        registry.close();
    }

    static Stream<SpecificRecord> everyContract() {
        return Stream.of(SampleRecords.fullEvent(), SampleRecords.fullProfile(), SampleRecords.fullIntent());
    }

    @ParameterizedTest
    @MethodSource("everyContract")
    void shouldExchangeTheSameBytesWithConfluentBothWays(SpecificRecord record) throws Exception {
        try (IsolatedConfluent confluent = new IsolatedConfluent(registry.url())) {
            // Given
            Serializer<SpecificRecord> serializer = ours().serializer();
            Deserializer<SpecificRecord> deserializer = ours().deserializer();
            byte[] bytes = serializer.serialize(TOPIC, record);

            // When
            Object theirs = confluent.deserialize(TOPIC, bytes);
            byte[] theirBytes = confluent.serialize(TOPIC, theirs);

            // Then
            assertThat(theirBytes).isEqualTo(bytes);
            assertThat(theirs.toString()).isEqualTo(withPlainTimes(record.toString()));
            assertThat(deserializer.deserialize(TOPIC, theirBytes)).isEqualTo(record);
        }
    }

    @ParameterizedTest
    @MethodSource("everyContract")
    void shouldProduceSameIdAndBytesAsConfluentClassesConfiguredByName(SpecificRecord record) {
        // Given
        Serializer<SpecificRecord> theirs = confluent().serializer(withConfluent);
        Deserializer<SpecificRecord> theirReader = confluent().deserializer(withConfluent);

        // When
        byte[] theirBytes = theirs.serialize(TOPIC, record);

        // Then
        assertThat(theirBytes).isEqualTo(ours().<SpecificRecord>serializer().serialize(TOPIC, record));
        assertThat(theirReader.deserialize(TOPIC, theirBytes)).isEqualTo(record);
    }

    @Test
    void shouldReadEventsAndReportRejectReasonsWithConfluentDeserializer() {
        try (ValueReader<ClickEvent> reader =
                ValueReader.open(ClickEvent.class, confluent(), Duration.ZERO, withConfluent)) {
            // Given
            byte[] good = ours().<ClickEvent>serializer().serialize(TOPIC, SampleRecords.fullEvent());
            byte[] unknownId = good.clone();
            unknownId[1] = 0x7f;
            byte[] wrongMagic = good.clone();
            wrongMagic[0] = 9;

            // When
            Validation[] read = Stream.of(good, new byte[0], wrongMagic, unknownId, Arrays.copyOf(good, 9))
                    .map(bytes -> read(reader, bytes))
                    .toArray(Validation[]::new);

            // Then
            assertThat(read[0]).isEqualTo(new Validation.Accepted(SampleRecords.fullEvent()));
            assertThat(Arrays.stream(read).skip(1))
                    .extracting(rejected -> ((Validation.Rejected) rejected).reason())
                    .containsExactly(
                            RejectReason.EMPTY_VALUE,
                            RejectReason.UNKNOWN_MAGIC_BYTE,
                            RejectReason.UNKNOWN_SCHEMA_ID,
                            RejectReason.UNDECODABLE);
        }
    }

    @Test
    void shouldWaitForRegistryWithConfluentDeserializer() {
        // Given
        byte[] good = ours().<ClickEvent>serializer().serialize(TOPIC, SampleRecords.fullEvent());
        int port = registry.port();
        try (ValueReader<ClickEvent> reader =
                ValueReader.open(ClickEvent.class, confluent(), Duration.ofMinutes(1), withConfluent)) {
            registry.close();
            CompletableFuture<Validation> reading = CompletableFuture.supplyAsync(() -> read(reader, good));
            Awaitility.await().during(Duration.ofMillis(700)).until(() -> !reading.isDone());

            // When
            registry = EmbeddedSchemaRegistry.start(directory, port);

            // Then
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(reading::isDone);
            assertThat(reading.join()).isEqualTo(new Validation.Accepted(SampleRecords.fullEvent()));
        }
    }

    /** Confluent's generic records hold times as numbers. */
    private static String withPlainTimes(String record) {
        return Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\dT[^\"]+Z)\"")
                .matcher(record)
                .replaceAll(time -> String.valueOf(Instant.parse(time.group(1)).toEpochMilli()));
    }

    private SerdeSettings ours() {
        return SerdeSettings.ours(Map.of("schema.registry.url", registry.url()));
    }

    private SerdeSettings confluent() {
        return SerdeSettings.named(
                CONFLUENT_CLASSES, Map.of("schema.registry.url", registry.url(), "max.retries", "0"));
    }
}
