package io.intentstream.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.avro.SampleRecords;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfluentAvroSerdeTest {
    private static final String TOPIC = "clickstream";
    private static final String GOLDEN = "00" // magic byte
            + "00000001" // schema id
            + "046531" // eventId e1
            + "047531" // userId u1
            + "80d08fa59863" // eventTime 1704067200000
            + "08" // eventType VIEW_ITEM, the fifth symbol
            + "0000000000000000000000" // eleven optional fields, all null
            + "01" // consent
            + "00" // attributes, none
            + "00" // items, none
            + "0000"; // orderId and valueMinor, null

    @TempDir
    Path directory;

    private EmbeddedSchemaRegistry registry;

    @BeforeEach
    void startRegistry() {
        registry = EmbeddedSchemaRegistry.start(directory, 0);
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @Test
    void shouldWriteTheGoldenBytes() {
        // Given
        ConfluentAvroSerializer<ClickEvent> serializer = serializer(Map.of());

        // When
        byte[] bytes = serializer.serialize(TOPIC, SampleRecords.minimalEvent());

        // Then
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOLDEN);
    }

    /** A serializer whose class name differs from that of the product's own. */
    public static final class Foreign implements Serializer<SpecificRecord> {
        private final ConfluentAvroSerializer<SpecificRecord> serializer = new ConfluentAvroSerializer<>();

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            serializer.configure(configs, isKey);
        }

        @Override
        public byte[] serialize(String topic, SpecificRecord value) {
            return serializer.serialize(topic, value);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ConfluentAvroSerializer.class, Foreign.class})
    void shouldWriteSameBytesForEncodedRecords(Class<?> serializerClass) {
        // Given
        PurchaseIntent intent = SampleRecords.fullIntent();
        byte[] value = this.<PurchaseIntent>serializer(Map.of()).serialize(TOPIC, intent);
        SerdeSettings settings =
                new SerdeSettings(serializerClass.getName(), "unused", Map.of("schema.registry.url", registry.url()));

        // When
        byte[] framed;
        byte[] again;
        try (Serializer<EncodedRecord<PurchaseIntent>> serializer =
                settings.serializerOfEncoded(PurchaseIntent.SCHEMA$)) {
            AvroOutput out = new AvroOutput();
            out.writeFixed(value, 5, value.length - 5);
            EncodedRecord<PurchaseIntent> encoded = out.toRecord(PurchaseIntent.SCHEMA$);
            framed = serializer.serialize(TOPIC, encoded);
            again = serializer.serialize(TOPIC, encoded);
        }

        // Then
        assertThat(framed).isEqualTo(value);
        assertThat(again).isEqualTo(value).isNotSameAs(framed);
    }

    @Test
    void shouldReadBackEverySchemaAsItsOwnType() {
        // Given
        ConfluentAvroSerializer<SpecificRecord> serializer = serializer(Map.of());
        ConfluentAvroDeserializer<SpecificRecord> deserializer = deserializer();
        List<SpecificRecord> records =
                List.of(SampleRecords.fullEvent(), SampleRecords.fullProfile(), SampleRecords.fullIntent());

        // When
        List<SpecificRecord> read = records.stream()
                .map(record -> deserializer.deserialize(
                        TOPIC + record.getClass().getSimpleName(),
                        serializer.serialize(TOPIC + record.getClass().getSimpleName(), record)))
                .toList();

        // Then
        assertThat(read).isEqualTo(records);
    }

    @Test
    void shouldPassNullsThroughAsTombstones() {
        // Given
        ConfluentAvroSerializer<ClickEvent> serializer = serializer(Map.of());
        ConfluentAvroDeserializer<ClickEvent> deserializer = deserializer();

        // When
        byte[] bytes = serializer.serialize(TOPIC, null);

        // Then
        assertThat(bytes).isNull();
        assertThat(deserializer.deserialize(TOPIC, (byte[]) null)).isNull();
    }

    @Test
    void shouldWriteTheSameBytesFromManyThreads() {
        // Given
        ConfluentAvroSerializer<SpecificRecord> serializer = serializer(Map.of());
        ConfluentAvroDeserializer<SpecificRecord> deserializer = deserializer();

        // When
        List<SpecificRecord> read = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> i % 2 == 0 ? SampleRecords.fullEvent() : SampleRecords.minimalEvent())
                .map(event -> deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, event)))
                .toList();

        // Then
        assertThat(read.stream().collect(Collectors.groupingBy(record -> record, Collectors.counting())))
                .isEqualTo(Map.of(SampleRecords.fullEvent(), 1_000L, SampleRecords.minimalEvent(), 1_000L));
    }

    @Test
    void shouldFindManuallyRegisteredSchemaWithoutJavaProperties() {
        // Given
        serializer(Map.of("avro.remove.java.properties", "true")).serialize(TOPIC, SampleRecords.minimalEvent());
        ConfluentAvroSerializer<ClickEvent> lookingUp = serializer(Map.of("auto.register.schemas", false));

        // When
        byte[] bytes = lookingUp.serialize(TOPIC, SampleRecords.minimalEvent());

        // Then
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOLDEN);
    }

    @Test
    void shouldNameRemedyWhenRequiredSchemaIsNotRegistered() {
        // Given
        ConfluentAvroSerializer<ClickEvent> lookingUp = serializer(Map.of("auto.register.schemas", false));

        // When
        assertThatThrownBy(() -> lookingUp.serialize(TOPIC, SampleRecords.minimalEvent()))

                // Then
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("clickstream-value")
                .hasMessageContaining("auto.register.schemas=true");
    }

    @Test
    void shouldRefuseARecordThatLacksAField() {
        // Given
        ConfluentAvroSerializer<ClickEvent> serializer = serializer(Map.of());

        // When
        assertThatThrownBy(() -> serializer.serialize(TOPIC, new ClickEvent()))

                // Then
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("topic clickstream")
                .hasMessageContaining("ClickEvent");
        assertThat(serializer.serialize(TOPIC, SampleRecords.minimalEvent())).hasSize(GOLDEN.length() / 2);
    }

    @Test
    void shouldRefuseToReturnGenericRecords() {
        // Given
        Map<String, Object> settings = Map.of("schema.registry.url", registry.url(), "specific.avro.reader", "false");

        // When
        assertThatThrownBy(() -> new ConfluentAvroDeserializer<ClickEvent>().configure(settings, false))

                // Then
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("specific.avro.reader");
    }

    private <T extends SpecificRecord> ConfluentAvroSerializer<T> serializer(Map<String, ?> more) {
        Map<String, Object> settings = new java.util.HashMap<>(more);
        settings.put("schema.registry.url", registry.url());
        ConfluentAvroSerializer<T> serializer = new ConfluentAvroSerializer<>();
        serializer.configure(settings, false);
        return serializer;
    }

    private <T extends SpecificRecord> ConfluentAvroDeserializer<T> deserializer() {
        ConfluentAvroDeserializer<T> deserializer = new ConfluentAvroDeserializer<>();
        deserializer.configure(Map.of("schema.registry.url", registry.url()), false);
        return deserializer;
    }
}
