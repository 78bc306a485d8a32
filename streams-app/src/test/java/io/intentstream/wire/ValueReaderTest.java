package io.intentstream.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.intentstream.core.avro.SampleRecords;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueReaderTest {
    private static final String TOPIC = "clickstream";
    private static final Duration NO_PATIENCE = Duration.ZERO;

    @TempDir
    Path directory;

    private EmbeddedSchemaRegistry registry;
    private byte[] good;

    @BeforeEach
    void startRegistryThatKnowsTheContract() {
        registry = EmbeddedSchemaRegistry.start(directory, 0);
        good = serialize(SampleRecords.fullEvent());
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @Test
    void shouldAcceptAnEvent() {
        // When
        Validation read = read(good);

        // Then
        assertThat(read).isEqualTo(new Validation.Accepted(SampleRecords.fullEvent()));
    }

    @Test
    void shouldRejectMissingOrEmptyValue() {
        // When
        Validation[] read = {read(null), read(new byte[0])};

        // Then
        assertThat(read).allSatisfy(one -> assertRejected(one, RejectReason.EMPTY_VALUE));
    }

    @ParameterizedTest
    @CsvSource({"010000000104", "7b7d", "00000000"})
    void shouldRejectValueNotInConfluentWireFormat(String hex) {
        // When
        Validation read = read(HexFormat.of().parseHex(hex));

        // Then
        assertRejected(read, RejectReason.UNKNOWN_MAGIC_BYTE);
    }

    @Test
    void shouldRejectUnknownSchemaId() {
        // Given
        byte[] bytes = good.clone();
        bytes[1] = 0x7f;

        // When
        Validation read = read(bytes);

        // Then
        assertRejected(read, RejectReason.UNKNOWN_SCHEMA_ID);
    }

    @Test
    void shouldRejectEveryTruncationOfAnEvent() {
        try (ValueReader<ClickEvent> reader = reader(NO_PATIENCE)) {
            for (int length = WireFormat.PREFIX_BYTES; length < good.length; length++) {
                // When
                Validation read = read(reader, Arrays.copyOf(good, length));

                // Then
                assertRejected(read, RejectReason.UNDECODABLE);
            }
        }
    }

    @Test
    void shouldRejectTrailingBytes() {
        // When
        Validation read = read(Arrays.copyOf(good, good.length + 1));

        // Then
        assertRejected(read, RejectReason.UNDECODABLE);
    }

    /**
     * Two gigabytes of text, or a map of two billion entries: such a length must be refused before memory is allocated.
     */
    @Test
    void shouldRejectLengthBeyondTheData() {
        // Given
        byte[] hugeText = concat(Arrays.copyOf(good, 5), HexFormat.of().parseHex("f0ffffff0f6531"));
        byte[] minimal = serialize(SampleRecords.minimalEvent());
        byte[] hugeMap = concat(
                Arrays.copyOf(minimal, minimal.length - 1), HexFormat.of().parseHex("f0ffffff0f"));

        // When
        Validation[] read = {read(hugeText), read(hugeMap)};

        // Then
        assertThat(read).allSatisfy(one -> assertRejected(one, RejectReason.UNDECODABLE));
    }

    @Test
    void shouldRejectMalformedTextAndAcceptTheReplacementCharacterItself() {
        // Given
        ClickEvent event = SampleRecords.minimalEvent();
        event.setQuery("a\uFFFDb");
        byte[] wellFormed = serialize(event);
        byte[] malformed = wellFormed.clone();
        malformed[indexOf(malformed, (byte) 0xef)] = (byte) 0xff;

        // When
        Validation accepted = read(wellFormed);
        Validation rejected = read(malformed);

        // Then
        assertThat(accepted).isEqualTo(new Validation.Accepted(event));
        assertRejected(rejected, RejectReason.INVALID_UTF8);
    }

    @Test
    void shouldReadUnknownEventTypeAsOther() {
        // Given
        String newer = ClickEvent.getClassSchema()
                .toString()
                .replace("\"OTHER\",\"PAGE_VIEW\"", "\"OTHER\",\"LIVE_CHAT\",\"PAGE_VIEW\"");
        int id = client().idOf("newer-value", new Schema.Parser().parse(newer));
        byte[] bytes = serialize(SampleRecords.minimalEvent());
        bytes[4] = (byte) id;
        bytes[indexOf(bytes, (byte) 0x63) + 1] = 2; // the byte after the event time: LIVE_CHAT, the second symbol

        // When
        Validation read = read(bytes);

        // Then
        assertThat(read).isInstanceOf(Validation.Accepted.class);
        assertThat(((Validation.Accepted) read).event().getEventType()).isEqualTo(EventType.OTHER);
    }

    @Test
    void shouldReadEventsWithFewerAndWithMoreFields() {
        // Given
        Schema other = new Schema.Parser().parse("""
                        {"type":"record","name":"ShopEvent","namespace":"elsewhere","fields":[
                        {"name":"eventId","type":"string"},{"name":"userId","type":"string"},
                        {"name":"tableNumber","type":{"type":"array","items":"int"}},
                        {"name":"eventTime","type":"long"},{"name":"eventType","type":{"type":"enum","name":"EventType",
                        "symbols":["VIEW_ITEM"]}}]}""");
        int id = client().idOf("elsewhere-value", other);
        byte[] bytes = HexFormat.of()
                .parseHex("00000000%02x".formatted(id) + "046531" + "047531" + "04020400" + "80d08fa59863" + "00");

        // When
        Validation read = read(bytes);

        // Then
        assertThat(read).isEqualTo(new Validation.Accepted(SampleRecords.minimalEvent()));
    }

    @Test
    void shouldRejectValueOfAnotherSchema() {
        // Given
        byte[] intent = serializer().serialize("purchase-intents", SampleRecords.fullIntent());

        // When
        Validation read = read(intent);

        // Then
        assertRejected(read, RejectReason.UNDECODABLE);
    }

    @Test
    void shouldAcceptEventOnceUnavailableRegistryReturns() {
        // Given
        int port = registry.port();
        try (ValueReader<ClickEvent> reader = reader(Duration.ofMinutes(1))) {
            registry.close();
            CompletableFuture<Validation> reading = CompletableFuture.supplyAsync(() -> read(reader, good));
            await().during(Duration.ofMillis(700)).until(() -> !reading.isDone());

            // When
            registry = EmbeddedSchemaRegistry.start(directory, port);

            // Then
            await().atMost(Duration.ofSeconds(20)).until(reading::isDone);
            assertThat(reading.join()).isEqualTo(new Validation.Accepted(SampleRecords.fullEvent()));
        }
    }

    @Test
    void shouldNotNeedRegistryForCachedSchema() {
        try (ValueReader<ClickEvent> reader = reader(NO_PATIENCE)) {
            // Given
            read(reader, good);
            registry.close();

            // When
            Validation read = read(reader, good);

            // Then
            assertThat(read).isInstanceOf(Validation.Accepted.class);
        }
    }

    @Test
    void shouldThrowExceptionNamingTheRegistryWhenWaitEnds() {
        try (ValueReader<ClickEvent> reader = reader(Duration.ofMillis(100))) {
            // Given
            String url = registry.url();
            registry.close();

            // When
            assertThatThrownBy(() -> read(reader, good))

                    // Then
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("Gave up waiting")
                    .hasMessageContaining(url);
        }
    }

    @Test
    void shouldStopWaitingWhenItIsClosed() {
        // Given
        ValueReader<ClickEvent> reader = reader(Duration.ofMinutes(10));
        registry.close();
        CompletableFuture<Validation> reading = CompletableFuture.supplyAsync(() -> read(reader, good));

        // When
        reader.close();

        // Then
        await().atMost(Duration.ofSeconds(10)).until(reading::isCompletedExceptionally);
    }

    private Validation read(byte[] bytes) {
        try (ValueReader<ClickEvent> reader = reader(NO_PATIENCE)) {
            return read(reader, bytes);
        }
    }

    private static Validation read(ValueReader<ClickEvent> reader, byte[] value) {
        return reader.read(TOPIC, new RecordHeaders(), value, Validation.Accepted::new, rejected -> rejected);
    }

    private ValueReader<ClickEvent> reader(Duration patience) {
        return ValueReader.open(ClickEvent.class, SerdeSettings.ours(settings()), patience);
    }

    private Map<String, String> settings() {
        return Map.of("schema.registry.url", registry.url(), "max.retries", "1", "retries.wait.ms", "10");
    }

    private SchemaRegistryClient client() {
        return SchemaRegistryClient.from(settings());
    }

    private byte[] serialize(ClickEvent event) {
        return serializer().serialize(TOPIC, event);
    }

    private <T extends org.apache.avro.specific.SpecificRecord>
            org.apache.kafka.common.serialization.Serializer<T> serializer() {
        return SerdeSettings.ours(settings()).serializer();
    }

    private static void assertRejected(Validation read, RejectReason reason) {
        assertThat(read).isInstanceOfSatisfying(Validation.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message()).isNotBlank().doesNotContain("zoë").doesNotContain("laufschuhe");
        });
    }

    private static int indexOf(byte[] bytes, byte wanted) {
        for (int i = WireFormat.PREFIX_BYTES; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new IllegalArgumentException(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
