package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.event.RejectReason;
import io.intentstream.schema.ClickEvent;
import io.intentstream.wire.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serializer;

/** Every kind of record that must end in the dead-letter topic, with its reason. */
public final class BadRecords {
    static final String USER = "poisoner";

    private final Serializer<ClickEvent> serializer;
    private final Instant now;
    private final Map<String, BadRecord> records = new LinkedHashMap<>();

    /**
     * A bad record.
     *
     * @param key as it is sent
     * @param value as it is sent
     * @param reason expected in the headers of the dead letter
     */
    public record BadRecord(byte[] key, byte[] value, RejectReason reason) {}

    private BadRecords(Serializer<ClickEvent> serializer, Instant now) {
        this.serializer = serializer;
        this.now = now;
    }

    /** All of them by name. */
    public static Map<String, BadRecord> all(
            Serializer<ClickEvent> serializer, SchemaRegistryClient registry, Instant now) {
        BadRecords bad = new BadRecords(serializer, now);
        bad.addBrokenBytes(registry);
        bad.addBrokenIds();
        bad.addBrokenTimesAndNumbers();
        return bad.records;
    }

    /** An event of a type that this release does not know. It is not bad: it must be read as OTHER. */
    static byte[] ofTypeUnknownToTheReader(
            ClickEvent event, Serializer<ClickEvent> serializer, SchemaRegistryClient registry) {
        Schema newer = withOneMoreEventType(event.getSchema());
        byte[] bytes = serializer.serialize("clickstream", event);
        ByteBuffer.wrap(bytes).putInt(1, registry.idOf("newer-clickstream-value", newer));
        int symbol = newer.getField("eventType").schema().getEnumOrdinal("UNBOXING");
        int at = 5 + varintLengths(event);
        bytes[at] = (byte) (symbol << 1);
        return bytes;
    }

    private void addBrokenBytes(SchemaRegistryClient registry) {
        byte[] good = good(event -> {});
        addBytes("no value", null, RejectReason.EMPTY_VALUE);
        addBytes("empty value", new byte[0], RejectReason.EMPTY_VALUE);
        addBytes("unknown magic byte", with(good, 0, (byte) 7), RejectReason.UNKNOWN_MAGIC_BYTE);
        addBytes("shorter than the prefix", Arrays.copyOf(good, 3), RejectReason.UNKNOWN_MAGIC_BYTE);
        addBytes("unknown schema id", with(good, 2, (byte) 99), RejectReason.UNKNOWN_SCHEMA_ID);
        addBytes("truncated", Arrays.copyOf(good, good.length - 4), RejectReason.UNDECODABLE);
        addBytes("prefix alone", Arrays.copyOf(good, 5), RejectReason.UNDECODABLE);
        addBytes("another record's schema", ofAnotherSchema(registry), RejectReason.UNDECODABLE);
        addBytes("invalid UTF-8", withInvalidText(good), RejectReason.INVALID_UTF8);
    }

    private void addBrokenIds() {
        String tooLong = "é".repeat(129);
        add("no user", event -> event.setUserId(""), RejectReason.MISSING_USER_ID);
        add("blank user", event -> event.setUserId(" \t"), RejectReason.MISSING_USER_ID);
        add("user too long", event -> event.setUserId(tooLong), RejectReason.USER_ID_TOO_LONG);
        add("no event id", event -> event.setEventId(""), RejectReason.MISSING_EVENT_ID);
        add("event id too long", event -> event.setEventId(tooLong), RejectReason.FIELD_TOO_LONG);
        add(
                "attributes too long",
                event -> event.setAttributes(Map.of("note", "x".repeat(20_000))),
                RejectReason.FIELD_TOO_LONG);
        add("U+0000 in an item", event -> event.setItemId("a\0b"), RejectReason.INVALID_TEXT);
        add("U+0000 in an attribute", event -> event.setAttributes(Map.of("a\0", "b")), RejectReason.INVALID_TEXT);
        records.put(
                "another user's key",
                new BadRecord("someone-else".getBytes(UTF_8), good(event -> {}), RejectReason.KEY_MISMATCH));
        records.put("no key", new BadRecord(null, good(event -> {}), RejectReason.KEY_MISMATCH));
    }

    private void addBrokenTimesAndNumbers() {
        add("year 9999", event -> event.setEventTime(Instant.parse("9999-12-31T00:00:00Z")), inFuture());
        add("two days ahead", event -> event.setEventTime(now.plus(Duration.ofDays(2))), inFuture());
        add(
                "before 2000",
                event -> event.setEventTime(Instant.parse("1999-12-31T23:59:59Z")),
                RejectReason.EVENT_TIME_TOO_OLD);
        add("negative time", event -> event.setEventTime(Instant.ofEpochMilli(-1)), RejectReason.EVENT_TIME_TOO_OLD);
        for (long price : List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE)) {
            add("price " + price, event -> event.setPriceMinor(price), RejectReason.PRICE_OUT_OF_RANGE);
        }
        for (int quantity : List.of(-1, Integer.MAX_VALUE)) {
            add("quantity " + quantity, event -> event.setQuantity(quantity), RejectReason.QUANTITY_OUT_OF_RANGE);
        }
        for (long dwell : List.of(-1L, Long.MAX_VALUE)) {
            add("dwell " + dwell, event -> event.setDwellMillis(dwell), RejectReason.DWELL_OUT_OF_RANGE);
        }
    }

    private static RejectReason inFuture() {
        return RejectReason.EVENT_TIME_IN_FUTURE;
    }

    private void add(String name, Consumer<ClickEvent> spoil, RejectReason reason) {
        addBytes(name, good(spoil), reason);
    }

    private void addBytes(String name, byte[] value, RejectReason reason) {
        records.put(name, new BadRecord(USER.getBytes(UTF_8), value, reason));
    }

    private byte[] good(Consumer<ClickEvent> change) {
        ClickEvent event = ClickEvents.view(USER, "e-" + records.size(), now);
        change.accept(event);
        return serializer.serialize("clickstream", event);
    }

    private static byte[] with(byte[] bytes, int index, byte value) {
        byte[] changed = bytes.clone();
        changed[index] = value;
        return changed;
    }

    /** The event's first field, the eventId, starts after the prefix and a byte of length. */
    private static byte[] withInvalidText(byte[] bytes) {
        return with(bytes, 6, (byte) 0xFF);
    }

    private static byte[] ofAnotherSchema(SchemaRegistryClient registry) {
        Schema other = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"Weather\",\"fields\":[{\"name\":\"degrees\",\"type\":\"int\"}]}");
        return ByteBuffer.allocate(6)
                .put((byte) 0)
                .putInt(registry.idOf("weather-value", other))
                .put((byte) 42)
                .array();
    }

    private static Schema withOneMoreEventType(Schema schema) {
        return new Schema.Parser()
                .parse(schema.toString().replace("\"SELECT_PROMOTION\"", "\"SELECT_PROMOTION\",\"UNBOXING\""));
    }

    /** Bytes of the fields before eventType: eventId, userId and eventTime. */
    private static int varintLengths(ClickEvent event) {
        int texts = 2 + event.getEventId().length() + event.getUserId().length();
        long zigzag = event.getEventTime().toEpochMilli() << 1;
        return texts + (63 - Long.numberOfLeadingZeros(zigzag)) / 7 + 1;
    }
}
