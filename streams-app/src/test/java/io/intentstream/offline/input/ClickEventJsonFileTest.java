package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickEventJsonFileTest {

    @TempDir
    private Path directory;

    @Test
    void shouldReadEveryField() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, """
                {"eventId":"e1","userId":42,"eventTime":"2026-01-31T12:00:00+01:00","eventType":"add_to_cart",\
                "sessionId":"s","itemId":"i","categoryId":"c","brand":"b","priceMinor":1999,"currency":"EUR",\
                "quantity":2,"pageType":"product","query":null,"dwellMillis":1500,"channel":"app","consent":false,\
                "attributes":{"coupon":"X","depth":3,"new":true,"none":null}}""");

        // When
        ClickEvent event = ReadEvents.all(file, EventFormat.CLICKEVENT_JSON).get(0);

        // Then
        assertThat(event)
                .isEqualTo(ClickEvent.newBuilder()
                        .setEventId("e1")
                        .setUserId("42")
                        .setEventTime(Instant.parse("2026-01-31T11:00:00Z"))
                        .setEventType(EventType.ADD_TO_CART)
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
                        .setAttributes(Map.of("coupon", "X", "depth", "3", "new", "true"))
                        .build());
    }

    @Test
    void shouldReadEventWithRequiredFieldsOnly() throws IOException {
        // Given
        String line = "{\"userId\":\"u\",\"eventTime\":1700000000000,\"eventType\":\"Teleport\"}";
        String file = TemporaryEventFile.plain(directory, line, line);

        // When
        var events = ReadEvents.all(file, EventFormat.CLICKEVENT_JSON);

        // Then
        assertThat(events)
                .extracting(ClickEvent::getEventId)
                .doesNotContainNull()
                .as("the same record is a duplicate")
                .containsOnly(events.get(0).getEventId());
        assertThat(events.get(0).getEventTime()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(events.get(0).getEventType()).isEqualTo(EventType.OTHER);
        assertThat(events.get(0).getConsent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"userId":"u","eventTime":1,"eventType":"x","price":1}       | price is no field of ClickEvent; other values
            {"userId":"u","eventTime":1,"eventType":"x","quantity":"two"} | quantity is not a whole number
            {"userId":"u","eventTime":1,"eventType":"x","quantity":9e9}  | quantity is not a whole number below 2147483648
            {"userId":"u","eventTime":1,"eventType":"x","consent":"so"}  | consent is not true or false
            {"userId":"u","eventTime":1,"eventType":"x","attributes":"a"} | attributes is not an object
            {"userId":"u","eventTime":"noon","eventType":"x"}            | eventTime is not a time such as
            {"userId":"u","eventTime":99999999999999999999,"eventType":"x"} | eventTime is not a time such as
            {"userId":"u","eventTime":"+999999999-12-31T23:59:59Z","eventType":"x"} | eventTime is not a time such as
            {"userId":"u","eventTime":1e400,"eventType":"x"}             | eventTime is not a time such as
            {"userId":"u","eventTime":1,"eventType":"x","priceMinor":1e400}| priceMinor is not a whole number
            {"userId":"u","eventTime":1,"eventType":"x","priceMinor":19.99}| priceMinor is not a whole number
            {"userId":["u"],"eventTime":1,"eventType":"x"}               | userId is not a text or a number
            {"userId":"u\\ud800","eventTime":1,"eventType":"x"}           | userId is not valid Unicode; it has half of
            {"eventTime":1,"eventType":"x"}                              | userId: missing or blank
            {"userId":"u","eventType":"x"}                               | eventTime: missing; expected a time such as
            {"userId":"u","eventTime":1}                                 | eventType: missing; expected the event's name
            {"userId":"u","userId":"v"}                                  | column 23: not JSON as it is read here
            {"userId":"u","eventTime":                                   | column 27: not JSON as it is read here
            ["userId"]                                                   | the record is no JSON object
            {"userId":"u","eventTime":1,"eventType":"x"} 1               | column 46: not JSON as it is read here
            """)
    void shouldNamePositionOfMalformedLine(String line, String complaint) throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, line);

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.CLICKEVENT_JSON))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " line 1, " + complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void shouldNameDeepNesting(String opening) throws IOException {
        // Given
        String deep = "{\"userId\":\"u\",\"attributes\":{\"a\":" + opening.repeat(100_000);
        String file = TemporaryEventFile.plain(directory, deep);

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.CLICKEVENT_JSON))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " line 1, column ");
    }

    @Test
    void shouldNameNumbersOfManyDigits() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, "{\"userId\":" + "9".repeat(100_000) + "}");

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.CLICKEVENT_JSON))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " line 1, ");
    }

    @Test
    void shouldReadTimesToTheMillisecond() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(
                directory, "{\"userId\":\"u\",\"eventTime\":\"2025-03-01T10:00:00.123456789Z\",\"eventType\":\"x\"}");

        // When
        List<ClickEvent> events = ReadEvents.all(file, EventFormat.CLICKEVENT_JSON);

        // Then
        assertThat(events)
                .extracting(ClickEvent::getEventTime)
                .containsExactly(Instant.parse("2025-03-01T10:00:00.123Z"));
    }
}
