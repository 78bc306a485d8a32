package io.intentstream.wire.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.InputFormat;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickEventJsonReaderTest {

    @Test
    void shouldReadEveryField() {
        // Given
        String record = """
                {"eventId":"e1","userId":42,"eventTime":"2026-01-31T12:00:00+01:00","eventType":"purchase",\
                "sessionId":"s","itemId":"i","categoryId":"c","brand":"b","priceMinor":1999,"currency":"EUR",\
                "quantity":2,"pageType":"product","query":null,"dwellMillis":1500,"channel":"app","consent":false,\
                "attributes":{"coupon":"X","depth":3,"new":true,"none":null,"more":{"a":[1]}},\
                "orderId":"o","valueMinor":3998}""";

        // When
        ClickEvent event = accepted(record);

        // Then
        assertThat(event)
                .isEqualTo(ClickEvent.newBuilder()
                        .setEventId("e1")
                        .setUserId("42")
                        .setEventTime(Instant.parse("2026-01-31T11:00:00Z"))
                        .setEventType(EventType.PURCHASE)
                        .setSessionId("s")
                        .setItemId("i")
                        .setCategoryId("c")
                        .setBrand("b")
                        .setPriceMinor(1999L)
                        .setCurrency("EUR")
                        .setQuantity(2)
                        .setPageType("product")
                        .setDwellMillis(1500L)
                        .setChannel("app")
                        .setConsent(false)
                        .setOrderId("o")
                        .setValueMinor(3998L)
                        .setAttributes(Map.of("coupon", "X", "depth", "3", "new", "true", "more", "{\"a\":[1]}"))
                        .build());
    }

    @Test
    void shouldReadItems() {
        // Given
        String record = """
                {"userId":"u","eventTime":1700000000000,"eventType":"VIEW_CART","items":[
                {"itemId":"i","name":"n","categoryId":"c","brand":"b","priceMinor":5,"quantity":2},{"itemId":7}]}""";

        // When
        ClickEvent event = accepted(record);

        // Then
        assertThat(event.getItems())
                .isEqualTo(List.of(new Item("i", "n", "c", "b", 5L, 2), new Item("7", null, null, null, null, null)));
        assertThat(event.getEventId()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"userId":"u","eventTime":1,"eventType":"x","price":1}         | price is no field of ClickEvent; other values
            {"userId":"u","eventTime":1,"eventType":"x","\\u0000":1}       | a name with odd characters is no field
            {"userId":"u","eventTime":1,"eventType":"x","items":[{"sku":1}]} | sku is no field of an element of items
            {"userId":"u","eventTime":1,"eventType":"x","quantity":"two"}  | quantity is not a whole number
            {"userId":"u","eventTime":1,"eventType":"x","quantity":9e9}    | quantity is not a whole number below
            {"userId":"u","eventTime":1,"eventType":"x","priceMinor":19.99}| priceMinor is not a whole number
            {"userId":"u","eventTime":1,"eventType":"x","consent":"maybe"} | consent is not true or false
            {"userId":"u","eventTime":1,"eventType":"x","attributes":[1]}  | attributes is not an object
            {"userId":"u","eventTime":1,"eventType":"x","items":[{"brand":[]}]} | items[0].brand is not a text or a number
            {"userId":"u","eventType":"x"}                                 | eventTime: missing; expected a time such as
            {"userId":"u","eventTime":1}                                   | eventType: missing; expected the event's name
            """)
    void shouldNameTheFieldThatIsWrong(String record, String complaint) {
        // When
        Validation result = read(record);

        // Then
        assertThat(result).isInstanceOfSatisfying(Validation.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(RejectReason.INVALID_FIELD);
            assertThat(rejected.message()).startsWith(complaint);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            items: lines      | "lines":[{"itemId":"a","priceMinr":5}]        | priceMinr is no field of an element of lines
            items: cart.lines | "cart":{"lines":[{"priceMinr":5}]}            | priceMinr is no field of an element of cart.lines
            items: lines      | "items":[{"itemId":"a"}]                      | items is no field of ClickEvent
            items.itemId: sku | "items":[{"itemId":"a"}]                      | itemId is no field of an element of items
            """)
    void shouldKnowTheElementsOfMappedItems(String field, String more, String complaint, @TempDir Path folder)
            throws IOException {
        // Given
        Mapping mapping = Mapping.read(Files.writeString(folder.resolve("mapping.yml"), "fields: {" + field + "}"));

        // When
        Validation result =
                read("{\"userId\":\"u\",\"eventTime\":1,\"eventType\":\"view_cart\"," + more + "}", mapping);

        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        Validation.Rejected.class,
                        rejected -> assertThat(rejected.message()).startsWith(complaint));
    }

    @ParameterizedTest
    @CsvSource({"OTHER, ", "other, ", "wish, wish"})
    void shouldKeepTheNameOfAnotherEvent(String name, String attribute) {
        // When
        ClickEvent event =
                accepted("{\"userId\":\"u\",\"eventTime\":1,\"eventType\":\"" + name + "\",\"itemId\":\"p\"}");

        // Then
        assertThat(event.getEventType()).isEqualTo(EventType.OTHER);
        assertThat(event.getAttributes().get("event")).isEqualTo(attribute);
        assertThat(event.getItemId()).isEqualTo("p");
    }

    private static ClickEvent accepted(String record) {
        Validation result = read(record);
        assertThat(result).isInstanceOf(Validation.Accepted.class);
        return ((Validation.Accepted) result).event();
    }

    private static Validation read(String record) {
        return read(record, Mapping.NONE);
    }

    private static Validation read(String record, Mapping mapping) {
        byte[] bytes = record.getBytes(UTF_8);
        return MessageReader.open(InputFormat.CLICKEVENT_JSON, mapping).read(bytes, 0, bytes.length);
    }
}
