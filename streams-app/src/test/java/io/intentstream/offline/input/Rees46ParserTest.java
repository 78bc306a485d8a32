package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rees46ParserTest {

    private static final String HEADER =
            "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session";

    @TempDir
    private Path directory;

    @Test
    void shouldReadAllFields() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(
                directory, HEADER, "2024-02-29 23:59:58 UTC,cart,7,88,home.lamp,acme,1234.5,u1,s1");

        // When
        ClickEvent event = ReadEvents.all(file, EventFormat.REES46).get(0);

        // Then
        assertThat(event.getEventTime()).isEqualTo(Instant.parse("2024-02-29T23:59:58Z"));
        assertThat(event.getEventType()).isEqualTo(EventType.ADD_TO_CART);
        assertThat(event.getItemId()).isEqualTo("7");
        assertThat(event.getCategoryId()).isEqualTo("home.lamp");
        assertThat(event.getBrand()).isEqualTo("acme");
        assertThat(event.getPriceMinor()).isEqualTo(123_450);
        assertThat(event.getCurrency()).isEqualTo("USD");
        assertThat(event.getUserId()).isEqualTo("u1");
        assertThat(event.getSessionId()).isEqualTo("s1");
    }

    @Test
    void shouldReadEmptyColumnsAsAbsentAndFallBackToTheCategoryNumber() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, HEADER, "2019-10-01 00:00:00 UTC,view,,88,,,,u1,");

        // When
        ClickEvent event = ReadEvents.all(file, EventFormat.REES46).get(0);

        // Then
        assertThat(event.getCategoryId()).isEqualTo("88");
        assertThat(event.getItemId()).isNull();
        assertThat(event.getBrand()).isNull();
        assertThat(event.getPriceMinor()).isNull();
        assertThat(event.getCurrency()).isNull();
        assertThat(event.getSessionId()).isNull();
    }

    @Test
    void shouldReadQuotedColumnsAndTextThatIsNotAscii() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(
                directory, HEADER, "2019-10-01 00:00:00 UTC,view,7,88,,\"Brüder, \"\"Söhne\"\"\",1,u1,s1");

        // When
        ClickEvent event = ReadEvents.all(file, EventFormat.REES46).get(0);

        // Then
        assertThat(event.getBrand()).isEqualTo("Brüder, \"Söhne\"");
    }

    @Test
    void shouldReadTheSameWhenEveryColumnIsQuoted() throws IOException {
        // Given
        String plain = "2019-10-01 00:00:00 UTC,cart,7,88,home.lamp,acme,35.79,u1,s1";
        String quotedHeader = "\"" + HEADER.replace(",", "\",\"") + "\"";
        String quoted = "\"" + plain.replace(",", "\",\"") + "\"";

        // When
        ClickEvent expected = ReadEvents.all(TemporaryEventFile.plain(directory, HEADER, plain), EventFormat.REES46)
                .get(0);
        ClickEvent event = ReadEvents.all(TemporaryEventFile.plain(directory, quotedHeader, quoted), EventFormat.REES46)
                .get(0);

        // Then
        event.setEventId(expected.getEventId());
        assertThat(event).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.29,29", "19.99,1999", "489.07,48907", "35.790000000000006,3579", "0,0", "-79.37,-7937"})
    void shouldReadPricesToTheCent(String price, long cents) throws IOException {
        // Given
        String file =
                TemporaryEventFile.plain(directory, HEADER, "2019-10-01 00:00:00 UTC,view,7,88,,," + price + ",u1,s1");

        // When
        List<ClickEvent> events = ReadEvents.all(file, EventFormat.REES46);

        // Then
        assertThat(events.get(0).getPriceMinor()).isEqualTo(cents);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2019-10-01 00:00:00 UTC,buy,7,88,,,1,u1,s1      | column 2 (event_type): expected view, cart,
            2019-10-01T00:00:00Z,view,7,88,,,1,u1,s1        | column 1 (event_time): expected a time such as
            2019-02-30 00:00:00 UTC,view,7,88,,,1,u1,s1     | column 1 (event_time): expected a time such as
            2019-10-01 24:00:00 UTC,view,7,88,,,1,u1,s1     | column 1 (event_time): expected a time such as
            2019-10-01 00:00:00 UTC,view,7,88,,,cheap,u1,s1 | column 7 (price): expected a price in dollars
            2019-10-01 00:00:00 UTC,view,7,88,,,1e9,u1,s1   | column 7 (price): expected a price in dollars
            2019-10-01 00:00:00 UTC,view,7,88,,,1,,s1       | column 8 (user_id): expected a value
            2019-10-01 00:00:00 UTC,view,7,88,,"a,1,u1,s1   | column 6: expected a closing quote
            """, quoteCharacter = '\'')
    void shouldSayWhereALineIsMalformed(String line, String complaint) throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, HEADER, line);

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.REES46))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " line 2, " + complaint);
    }

    /** Whether a column is quoted is up to the program that writes the file. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\r", ",", ",\r"})
    void shouldReadQuotedColumnsAndHeaders(String lineEnd) throws IOException {
        // Given
        String header = "\"" + HEADER.replace(",", "\",\"") + "\"" + lineEnd;
        String plain = "2019-10-01 00:00:00 UTC,cart,7,88,,acme,35.79,u1,s1";
        String quoted = "\"" + plain.replace(",", "\",\"") + "\"" + lineEnd;
        String mixed = plain.replace("cart", "\"cart\"").replace("u1", "\"u1\"") + lineEnd;
        String file = TemporaryEventFile.plain(directory, "\uFEFF" + header, quoted, mixed, plain + lineEnd);

        // When
        List<ClickEvent> events = ReadEvents.all(file, EventFormat.REES46);

        // Then
        assertThat(events).hasSize(3);
        for (ClickEvent event : events) {
            event.setEventId("same");
        }
        assertThat(events).containsOnly(events.get(2));
        assertThat(events.get(0).getPriceMinor()).isEqualTo(3_579);
        assertThat(events.get(0).getCategoryId()).isEqualTo("88");
    }

    @Test
    void shouldNameAQuotedLineBreak() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(
                directory, HEADER, "2019-10-01 00:00:00 UTC,view,7,88,,\"two", "lines\",35.79,u1,s1");

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.REES46))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 2, column 6: expected a closing quote")
                .hasMessageContaining("no line break inside it");
    }
}
