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

class JsonLinesParserTest {

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
        ClickEvent event = ReadEvents.all(file, EventFormat.JSONL).get(0);

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
        var events = ReadEvents.all(file, EventFormat.JSONL);

        // Then
        assertThat(events)
                .extracting(ClickEvent::getEventId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("jsonl-"));
        assertThat(events.get(0).getEventTime()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(events.get(0).getEventType()).isEqualTo(EventType.OTHER);
        assertThat(events.get(0).getConsent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"userId":"u","eventTime":1,"eventType":"x","price":1}       | field price is unknown: expected only fields of
            {"userId":"u","eventTime":1,"eventType":"x","quantity":"2"}  | field quantity: expected a whole number
            {"userId":"u","eventTime":1,"eventType":"x","quantity":9e9}  | field quantity: expected a whole number
            {"userId":"u","eventTime":1,"eventType":"x","consent":"no"}  | field consent: expected true or false
            {"userId":"u","eventTime":1,"eventType":"x","attributes":{"a":{}}} | field attributes: expected texts,
            {"userId":"u","eventTime":"noon","eventType":"x"}            | field eventTime: expected epoch milliseconds
            {"userId":"u","eventTime":99999999999999999999,"eventType":"x"} | field eventTime: expected epoch millis
            {"userId":"u","eventTime":"+999999999-12-31T23:59:59Z","eventType":"x"} | field eventTime: expected epoch mi
            {"userId":"u","eventTime":"-999999999-01-01T00:00:00Z","eventType":"x"} | field eventTime: expected epoch mi
            {"userId":"u","eventTime":1e400,"eventType":"x"}             | field eventTime: expected epoch milliseconds
            {"userId":"u","eventTime":1,"eventType":"x","priceMinor":1e400}| field priceMinor: expected a whole number
            {"userId":"u","eventTime":1,"eventType":"x","priceMinor":19.99}| field priceMinor: expected a whole number
            {"userId":["u"],"eventTime":1,"eventType":"x"}               | field userId: expected a text or a number
            {"userId":"u\\ud800","eventTime":1,"eventType":"x"}           | field userId: expected valid Unicode, without half
            {"userId":"u","eventTime":1,"eventType":"x","attributes":{"\\ud800":"a"}} | column 66: expected one JSON
            {"userId":"u","eventTime":1,"eventType":"x","attributes":{"a":"\\ud83d"}} | field attributes: expected valid
            {"eventTime":1,"eventType":"x"}                              | field userId is missing: expected the user's
            {"userId":"u","eventType":"x"}                               | field eventTime is missing: expected epoch
            {"userId":"u","eventTime":1}                                 | field eventType is missing: expected a name
            {"userId":"u","userId":"v"}                                  | column 23: expected one JSON object per line
            {"userId":"u","eventTime":                                   | column 27: expected one JSON object per line
            ["userId"]                                                   | whole line: expected one JSON object per line
            {"userId":"u","eventTime":1,"eventType":"x"} 1               | whole line: expected nothing after the JSON
            """)
    void shouldNamePositionOfMalformedLine(String line, String complaint) throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, line);

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.JSONL))
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
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.JSONL))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " line 1, field attributes: expected texts");
    }

    @Test
    void shouldNameNumbersOfManyDigits() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, "{\"userId\":" + "9".repeat(100_000) + "}");

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.JSONL))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " line 1, ");
    }

    @Test
    void shouldReadTimesToTheMillisecond() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(
                directory, "{\"userId\":\"u\",\"eventTime\":\"2025-03-01T10:00:00.123456789Z\",\"eventType\":\"x\"}");

        // When
        List<ClickEvent> events = ReadEvents.all(file, EventFormat.JSONL);

        // Then
        assertThat(events)
                .extracting(ClickEvent::getEventTime)
                .containsExactly(Instant.parse("2025-03-01T10:00:00.123Z"));
    }
}
