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

class TaobaoParserTest {

    @TempDir
    private Path directory;

    @Test
    void shouldReadEveryBehaviour() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(
                directory,
                "1,20,300,pv,1511544070",
                "1,20,300,fav,1511544071",
                "1,20,300,cart,1511544072",
                "1,20,300,buy,1511544073");

        // When
        List<ClickEvent> events = ReadEvents.all(file, EventFormat.TAOBAO);

        // Then
        assertThat(events)
                .extracting(ClickEvent::getEventType)
                .containsExactly(
                        EventType.VIEW_ITEM, EventType.ADD_TO_WISHLIST, EventType.ADD_TO_CART, EventType.PURCHASE);
        assertThat(events.get(0).getUserId()).isEqualTo("1");
        assertThat(events.get(0).getItemId()).isEqualTo("20");
        assertThat(events.get(0).getCategoryId()).isEqualTo("300");
        assertThat(events.get(0).getEventTime()).isEqualTo(Instant.parse("2017-11-24T17:21:10Z"));
        assertThat(events.get(0).getConsent()).isTrue();
        assertThat(events.get(0).getPriceMinor()).isNull();
    }

    @Test
    void shouldReadTimesBefore1970() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, "1,20,300,pv,-2134949234");

        // When
        List<ClickEvent> events = ReadEvents.all(file, EventFormat.TAOBAO);

        // Then
        assertThat(events.get(0).getEventTime()).isEqualTo(Instant.ofEpochSecond(-2134949234L));
    }

    @Test
    void shouldReadQuotedNumbersAndBehaviours() throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, "\"1\",\"20\",\"300\",\"buy\",\"1511544070\"");

        // When
        List<ClickEvent> events = ReadEvents.all(file, EventFormat.TAOBAO);

        // Then
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getUserId()).isEqualTo("1");
            assertThat(event.getEventType()).isEqualTo(EventType.PURCHASE);
            assertThat(event.getEventTime()).isEqualTo(Instant.parse("2017-11-24T17:21:10Z"));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,20,300,pv              | found 4 columns: expected 5 columns: user,item,category,behaviour,unixSeconds
            1,20,300,pv,1511544070,9 | found 6 columns: expected 5 columns: user,item,category,behaviour,unixSeconds
            1,20,300,look,1511544070 | column 4 (behaviour): expected pv, fav, cart or buy
            ,20,300,pv,1511544070    | column 1 (user): expected a value
            1,20,300,pv,yesterday    | column 5 (unixSeconds): expected a whole number from -99999999999 to 99999999999
            1,20,300,pv,             | column 5 (unixSeconds): expected a whole number from -99999999999 to 99999999999
            """)
    void shouldSayWhereALineIsMalformed(String line, String complaint) throws IOException {
        // Given
        String file = TemporaryEventFile.plain(directory, "1,20,300,pv,1511544070", line);

        // When // Then
        assertThatThrownBy(() -> ReadEvents.all(file, EventFormat.TAOBAO))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " line 2, " + complaint);
    }
}
