package io.intentstream.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventValidatorTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final EventValidator validator = new EventValidator(Duration.ofHours(1));

    static Stream<Arguments> rejected() {
        return Stream.of(
                Arguments.of(change(e -> e.setUserId("")), RejectReason.MISSING_USER_ID),
                Arguments.of(change(e -> e.setUserId(" \t")), RejectReason.MISSING_USER_ID),
                Arguments.of(change(e -> e.setUserId("u".repeat(257))), RejectReason.USER_ID_TOO_LONG),
                Arguments.of(change(e -> e.setUserId("ü".repeat(129))), RejectReason.USER_ID_TOO_LONG),
                Arguments.of(change(e -> e.setUserId("😀".repeat(65))), RejectReason.USER_ID_TOO_LONG),
                Arguments.of(change(e -> e.setEventId("")), RejectReason.MISSING_EVENT_ID),
                Arguments.of(
                        change(e -> e.setEventTime(Instant.parse("1999-12-31T23:59:59.999Z"))),
                        RejectReason.EVENT_TIME_TOO_OLD),
                Arguments.of(
                        change(e -> e.setEventTime(Instant.ofEpochMilli(Long.MIN_VALUE))),
                        RejectReason.EVENT_TIME_TOO_OLD),
                Arguments.of(change(e -> e.setEventTime(NOW.plusSeconds(3601))), RejectReason.EVENT_TIME_IN_FUTURE),
                Arguments.of(
                        change(e -> e.setEventTime(Instant.ofEpochMilli(Long.MAX_VALUE))),
                        RejectReason.EVENT_TIME_IN_FUTURE),
                Arguments.of(change(e -> e.setPriceMinor(-1L)), RejectReason.PRICE_OUT_OF_RANGE),
                Arguments.of(change(e -> e.setPriceMinor(Long.MAX_VALUE)), RejectReason.PRICE_OUT_OF_RANGE),
                Arguments.of(change(e -> e.setQuantity(-1)), RejectReason.QUANTITY_OUT_OF_RANGE),
                Arguments.of(change(e -> e.setQuantity(Integer.MAX_VALUE)), RejectReason.QUANTITY_OUT_OF_RANGE),
                Arguments.of(change(e -> e.setValueMinor(-1L)), RejectReason.VALUE_OUT_OF_RANGE),
                Arguments.of(change(e -> e.setValueMinor(Long.MAX_VALUE)), RejectReason.VALUE_OUT_OF_RANGE),
                Arguments.of(change(e -> e.setItems(items(201, item -> {}))), RejectReason.TOO_MANY_ITEMS),
                Arguments.of(
                        change(e -> e.setItems(items(2, item -> item.setPriceMinor(-1L)))),
                        RejectReason.PRICE_OUT_OF_RANGE),
                Arguments.of(
                        change(e -> e.setItems(items(2, item -> item.setQuantity(-1)))),
                        RejectReason.QUANTITY_OUT_OF_RANGE),
                Arguments.of(
                        change(e -> e.setItems(items(1, item -> item.setItemId("i".repeat(257))))),
                        RejectReason.FIELD_TOO_LONG),
                Arguments.of(
                        change(e -> e.setItems(items(1, item -> item.setName("n".repeat(1025))))),
                        RejectReason.FIELD_TOO_LONG),
                Arguments.of(
                        change(e -> e.setItems(items(129, item -> item.setItemId("i".repeat(256))))),
                        RejectReason.FIELD_TOO_LONG),
                Arguments.of(change(e -> e.setDwellMillis(-1L)), RejectReason.DWELL_OUT_OF_RANGE),
                Arguments.of(change(e -> e.setDwellMillis(Long.MAX_VALUE)), RejectReason.DWELL_OUT_OF_RANGE),
                Arguments.of(change(e -> e.setItemId("i".repeat(257))), RejectReason.FIELD_TOO_LONG),
                Arguments.of(change(e -> e.setCurrency("EUROPEAN EURO")), RejectReason.FIELD_TOO_LONG),
                Arguments.of(change(e -> e.setQuery("q".repeat(1025))), RejectReason.FIELD_TOO_LONG),
                Arguments.of(
                        change(e -> e.setAttributes(Map.of("a", "x".repeat(16 * 1024)))), RejectReason.FIELD_TOO_LONG));
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void shouldRejectInvalidEventWithReason(ClickEvent event, RejectReason reason) {
        // When
        Validation validation = validator.validate(event, NOW.toEpochMilli());

        // Then
        assertThat(validation).isInstanceOfSatisfying(Validation.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message()).isNotBlank();
        });
    }

    @Test
    void shouldAcceptValuesAtTheLimits() {
        // Given
        ClickEvent event = change(e -> {
            e.setUserId("ü".repeat(128));
            e.setEventTime(NOW.plusSeconds(3600));
            e.setPriceMinor(0L);
            e.setQuantity(0);
            e.setDwellMillis(0L);
            e.setQuery("q".repeat(1024));
            e.setItems(items(200, item -> {
                item.setItemId("i".repeat(163));
                item.setName("n".repeat(1024));
            }));
            e.setValueMinor(0L);
        });

        // When
        Validation validation = validator.validate(event, NOW.toEpochMilli());

        // Then
        assertThat(validation).isEqualTo(new Validation.Accepted(event));
    }

    /** Every text that a ClickEvent can hold, by reflection, so that a field of a later version is not forgotten. */
    static Stream<Arguments> textsThatChangeWhereTheyAreStored() {
        return Stream.of("a\0b", "\0", "a\uD800", "\uDC00b", "\uD800\uD800", "\uDE00\uD83D")
                .flatMap(text -> Stream.concat(
                        ClickEvent.getClassSchema().getFields().stream().flatMap(field -> withText(field, text)),
                        Item.getClassSchema().getFields().stream()
                                .filter(EventValidatorTest::holdsText)
                                .map(field -> Arguments.of(
                                        "items." + field.name(),
                                        change(e -> e.setItems(items(2, item -> item.put(field.pos(), text))))))));
    }

    private static Stream<Arguments> withText(Schema.Field field, String text) {
        if (field.name().equals("attributes")) {
            return Stream.of(
                    Arguments.of(field.name(), change(e -> e.setAttributes(Map.of("a", "b", "c", text)))),
                    Arguments.of(field.name(), change(e -> e.setAttributes(Map.of("a", "b", text, "c")))));
        }
        return holdsText(field)
                ? Stream.of(Arguments.of(field.name(), change(e -> e.put(field.pos(), text))))
                : Stream.empty();
    }

    private static boolean holdsText(Schema.Field field) {
        return field.schema().getType() == Schema.Type.STRING
                || field.schema().isUnion()
                        && field.schema().getTypes().stream().anyMatch(type -> type.getType() == Schema.Type.STRING);
    }

    @ParameterizedTest
    @MethodSource("textsThatChangeWhereTheyAreStored")
    void shouldRejectTextThatChangesWhereItIsStored(String field, ClickEvent event) {
        // When
        Validation validation = validator.validate(event, NOW.toEpochMilli());

        // Then
        assertThat(validation)
                .isEqualTo(new Validation.Rejected(
                        RejectReason.INVALID_TEXT, field + " contains U+0000 or half of a surrogate pair"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFFFD",
                "\uFFFE\uFFFF",
                "\u0001\u001F\u007F",
                "\uD83D\uDE00",
                "\uDBFF\uDFFF",
                "\u202Eabc",
                "e\u0301"
            })
    void shouldAcceptEveryOtherCharacter(String text) {
        // Given
        ClickEvent event = change(e -> {
            e.setUserId(text);
            e.setAttributes(Map.of(text, text));
        });

        // When
        Validation validation = validator.validate(event, NOW.toEpochMilli());

        // Then
        assertThat(validation).isEqualTo(new Validation.Accepted(event));
    }

    private static ClickEvent change(Consumer<ClickEvent> change) {
        ClickEvent event = ClickEvent.newBuilder()
                .setEventId("1")
                .setUserId("ann")
                .setEventTime(NOW)
                .setEventType(EventType.VIEW_ITEM)
                .build();
        change.accept(event);
        return event;
    }

    private static List<Item> items(int count, Consumer<Item> change) {
        return Stream.generate(Item::new).limit(count).peek(change).toList();
    }
}
