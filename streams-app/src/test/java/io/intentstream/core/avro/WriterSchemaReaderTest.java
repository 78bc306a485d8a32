package io.intentstream.core.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriterSchemaReaderTest {
    private static final Instant TIME = Instant.parse("2025-03-01T10:00:00.123Z");
    private static final String MILLIS = "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}";
    private static final String DECIMAL =
            "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":10,\"scale\":2}";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"long\"', 1",
                "'{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}', 1",
                "'{\"type\":\"long\",\"logicalType\":\"local-timestamp-millis\"}', 1",
                "'{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}', 1000",
                "'{\"type\":\"long\",\"logicalType\":\"local-timestamp-micros\"}', 1000",
                "'{\"type\":\"long\",\"connect.name\":\"io.debezium.time.MicroTimestamp\"}', 1000",
                "'{\"type\":\"long\",\"logicalType\":\"timestamp-nanos\"}', 1000000",
                "'{\"type\":\"long\",\"logicalType\":\"local-timestamp-nanos\"}', 1000000",
                "'[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}]', 1000",
                "'[{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"null\"]', 1000"
            })
    void shouldReadTimesInTheWritersUnit(String type, long unitsPerMilli) throws IOException {
        // Given
        Schema writer = writer("eventTime", type);

        // When
        ClickEvent event = read(writer, Map.of("eventTime", TIME.toEpochMilli() * unitsPerMilli + unitsPerMilli / 2));

        // Then
        assertThat(event.getEventTime()).isEqualTo(TIME);
        assertThat(event.getUserId()).isEqualTo("u");
        assertThat(event.getConsent()).isTrue();
    }

    @Test
    void shouldReadTimesAsText() throws IOException {
        // Given
        Schema writer = writer("eventTime", "\"string\"");

        // When
        ClickEvent event = read(writer, Map.of("eventTime", "2025-03-01T11:00:00.123456+01:00"));

        // Then
        assertThat(event.getEventTime()).isEqualTo(TIME);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'{\"type\":\"int\",\"logicalType\":\"date\"}', date",
                "'{\"type\":\"long\",\"logicalType\":\"time-micros\"}', time-micros",
                "'{\"type\":\"long\",\"logicalType\":\"timestamp-seconds\"}', timestamp-seconds",
                "'\"double\"', double",
                "'[\"null\",{\"type\":\"int\",\"logicalType\":\"date\"}]', date"
            })
    void shouldNameFieldAndTypeThatIsNoTime(String type, String name) {
        // Given
        Schema writer = writer("eventTime", type);

        // When // Then
        assertThatThrownBy(() -> WriterSchemaReader.of(ClickEvent.class, writer))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("the writer's eventTime is " + name + ": expected a timestamp");
    }

    @ParameterizedTest
    @CsvSource({"1999.00, 1999", "0.00, 0", "-5.00, -5"})
    void shouldReadWholeDecimals(BigDecimal price, long minor) throws IOException {
        // Given
        Object written = ByteBuffer.wrap(price.unscaledValue().toByteArray());

        // When
        ClickEvent event = read(writer("priceMinor", "[\"null\"," + DECIMAL + "]"), Map.of("priceMinor", written));

        // Then
        assertThat(event.getPriceMinor()).isEqualTo(minor);
    }

    @Test
    void shouldReadDecimalsOfFixedSize() throws IOException {
        // Given
        Schema writer = writer(
                "priceMinor",
                "{\"type\":\"fixed\",\"name\":\"Price\",\"size\":8,\"logicalType\":\"decimal\",\"precision\":18,\"scale\":0}");
        byte[] bytes = ByteBuffer.allocate(8).putLong(1_999).array();

        // When
        ClickEvent event = read(
                writer,
                Map.of(
                        "priceMinor",
                        new GenericData.Fixed(writer.getField("priceMinor").schema(), bytes)));

        // Then
        assertThat(event.getPriceMinor()).isEqualTo(1_999);
    }

    @Test
    void shouldReadAbsentDecimalAsAbsent() throws IOException {
        // When
        ClickEvent event = read(writer("priceMinor", "[\"null\"," + DECIMAL + "]"), Map.of());

        // Then
        assertThat(event.getPriceMinor()).isNull();
    }

    @Test
    void shouldNameDecimalThatIsNoNumberOfMinorUnitsAndReadTheNextRecord() throws IOException {
        // Given
        Schema writer = writer("priceMinor", DECIMAL);
        DatumReader<ClickEvent> reader = WriterSchemaReader.of(ClickEvent.class, writer);
        BinaryDecoder both = DecoderFactory.get()
                .binaryDecoder(
                        concat(
                                bytes(writer, Map.of("priceMinor", ByteBuffer.wrap(new byte[] {0x07, (byte) 0xcf}))),
                                bytes(writer, Map.of("priceMinor", ByteBuffer.wrap(new byte[] {0x07, (byte) 0xd0})))),
                        null);

        // When
        assertThatThrownBy(() -> reader.read(null, both))

                // Then
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("priceMinor")
                .hasMessageContaining("decimal(10,2)")
                .hasMessageContaining("1999 cents for 19.99");
        assertThat(reader.read(null, both).getPriceMinor()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"priceMinor, 1999.0", "dwellMillis, 1999.0"})
    void shouldReadWholeDoubles(String field, double value) throws IOException {
        // When
        ClickEvent event = read(writer(field, "[\"null\",\"double\"]"), Map.of(field, value));

        // Then
        assertThat(event.get(field)).isEqualTo(1_999L);
    }

    @ParameterizedTest
    @CsvSource({"19.99", "NaN", "Infinity", "1e300"})
    void shouldNameDoublesThatAreNoWholeNumber(double value) {
        // When // Then
        assertThatThrownBy(() -> read(writer("priceMinor", "\"double\""), Map.of("priceMinor", value)))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("priceMinor is double");
    }

    @Test
    void shouldReadLongQuantitiesWithinTheRange() throws IOException {
        // Given
        Schema writer = writer("quantity", "[\"null\",\"long\"]");

        // When
        ClickEvent event = read(writer, Map.of("quantity", 3L));

        // Then
        assertThat(event.getQuantity()).isEqualTo(3);
        assertThatThrownBy(() -> read(writer, Map.of("quantity", 3_000_000_000L)))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("quantity is long");
    }

    @Test
    void shouldReadNumbersAsIds() throws IOException {
        // When
        ClickEvent event = read(writer("itemId", "[\"null\",\"long\"]"), Map.of("itemId", 44_600_062L));

        // Then
        assertThat(event.getItemId()).isEqualTo("44600062");
    }

    @ParameterizedTest
    @CsvSource({"view_item, VIEW_ITEM", "PURCHASE, PURCHASE", "unboxing, OTHER"})
    void shouldReadEventTypesAsText(String written, EventType type) throws IOException {
        // When
        ClickEvent event = read(writer("eventType", "\"string\""), Map.of("eventType", written));

        // Then
        assertThat(event.getEventType()).isEqualTo(type);
    }

    @Test
    void shouldNameAMissingTime() {
        // Given
        Schema writer = writer("eventTime", "[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}]");

        // When // Then
        assertThatThrownBy(() -> read(writer, Map.of()))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("eventTime is null");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"'%s'", "'[\"null\",%s]'"})
    void shouldConvertFieldsOfProducts(String nullable) throws IOException {
        // Given
        String product = """
                {"type":"record","name":"product","fields":[
                  {"name":"itemId","type":"long"},
                  {"name":"priceMinor","type":["null",%s]},
                  {"name":"quantity","type":["null","long"]},
                  {"name":"colour","type":"string"}]}""".formatted(DECIMAL);
        Schema writer = writer(
                "items", nullable.formatted("{\"type\":\"array\",\"items\":" + nullable.formatted(product) + "}"));
        Schema written = new Schema.Parser().parse(product);
        GenericRecord shoe = new GenericData.Record(written);
        shoe.put("itemId", 7L);
        shoe.put("priceMinor", ByteBuffer.wrap(new byte[] {0x07, (byte) 0xd0}));
        shoe.put("quantity", 3L);
        shoe.put("colour", "red");
        GenericRecord hat = new GenericData.Record(written);
        hat.put("itemId", 8L);
        hat.put("colour", "blue");

        // When
        ClickEvent event = read(writer, Map.of("items", List.of(shoe, hat)));

        // Then
        assertThat(event.getItems())
                .containsExactly(new Item("7", null, null, null, 20L, 3), new Item("8", null, null, null, null, null));
    }

    @Test
    void shouldReadAbsentProductsAsNone() throws IOException {
        // Given
        String items = "[\"null\",{\"type\":\"array\",\"items\":[\"null\",{\"type\":\"record\",\"name\":\"product\","
                + "\"fields\":[{\"name\":\"itemId\",\"type\":\"string\"}]}]}]";

        // When
        ClickEvent absent = read(writer("items", items), Map.of());
        ClickEvent empty = read(writer("items", items), Map.of("items", Arrays.asList((Object) null)));

        // Then
        assertThat(absent.getItems()).isEmpty();
        assertThat(empty.getItems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"int\"', items, int",
                "'{\"type\":\"array\",\"items\":\"string\"}', items, array of string",
                "'{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"p\",\"fields\":[{\"name\":\"quantity\",\"type\":\"string\"}]}}', items.quantity, string"
            })
    void shouldNameTypeThatCannotBeProducts(String type, String field, String found) {
        // Given
        Schema writer = writer("items", type);

        // When // Then
        assertThatThrownBy(() -> WriterSchemaReader.of(ClickEvent.class, writer))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("the writer's " + field + " is " + found + ": expected");
    }

    @ParameterizedTest
    @ValueSource(classes = {ClickEvent.class, UserProfile.class, PurchaseIntent.class})
    void shouldUseAvrosOwnReaderForTheOwnSchema(Class<? extends SpecificRecord> type) {
        // When
        DatumReader<?> reader = WriterSchemaReader.of(type, SpecificData.get().getSchema(type));

        // Then
        assertThat(reader).isExactlyInstanceOf(SpecificDatumReader.class);
    }

    /** A schema with the required fields, of which one has another type, or one field more. */
    private static Schema writer(String field, String type) {
        Map<String, String> types = new java.util.LinkedHashMap<>(Map.of(
                "eventId", "\"string\"",
                "userId", "\"string\"",
                "eventTime", MILLIS,
                "eventType", "{\"type\":\"enum\",\"name\":\"EventType\",\"symbols\":[\"VIEW_ITEM\"]}"));
        types.put(field, type);
        String fields = types.entrySet().stream()
                .map(entry -> "{\"name\":\"%s\",\"type\":%s}".formatted(entry.getKey(), entry.getValue()))
                .collect(java.util.stream.Collectors.joining(","));
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"topLevelRecord\",\"fields\":[" + fields + "]}");
    }

    private static ClickEvent read(Schema writer, Map<String, Object> values) throws IOException {
        return WriterSchemaReader.of(ClickEvent.class, writer)
                .read(null, DecoderFactory.get().binaryDecoder(bytes(writer, values), null));
    }

    private static byte[] bytes(Schema writer, Map<String, Object> values) throws IOException {
        GenericRecord record = new GenericData.Record(writer);
        record.put("eventId", "e");
        record.put("userId", "u");
        if (writer.getField("eventTime").schema().getType() == Schema.Type.LONG) {
            record.put("eventTime", TIME.toEpochMilli());
        }
        if (writer.getField("eventType").schema().getType() == Schema.Type.ENUM) {
            record.put(
                    "eventType",
                    new GenericData.EnumSymbol(writer.getField("eventType").schema(), "VIEW_ITEM"));
        }
        values.forEach(record::put);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(writer).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
