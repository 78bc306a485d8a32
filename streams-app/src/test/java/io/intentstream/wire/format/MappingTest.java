package io.intentstream.wire.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.intentstream.config.InputFormat;
import io.intentstream.config.InvalidConfigException;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadEveryKey() throws IOException {
        // Given
        Path file = file("""
                currency: EUR
                time: {unit: us, zone: Europe/Berlin}
                events:
                  Product Clicked Deluxe: select_item
                  scroll: skip
                fields:
                  userId: [customer, visitor]
                  channel: []
                  attributes.campaign: context.campaign.name
                pages:
                  "/basket*": VIEW_CART
                  /p/*: {page: product}
                csv:
                  columns: [time, what, 1]
                  separator: "\\t"
                """);

        // When
        Mapping mapping = Mapping.read(file);

        // Then
        assertThat(mapping)
                .isEqualTo(new Mapping(
                        Map.of(
                                "product clicked deluxe",
                                EventRule.becomes(EventType.SELECT_ITEM),
                                "scroll",
                                new EventRule.Skip()),
                        List.of(
                                new PageRule("/basket*", EventRule.becomes(EventType.VIEW_CART), null),
                                new PageRule("/p/*", null, "product")),
                        Map.of(
                                EventField.USER_ID,
                                List.of(Place.of("customer"), Place.of("visitor")),
                                EventField.CHANNEL,
                                List.of()),
                        Map.of("campaign", List.of(Place.of("context.campaign.name"))),
                        Optional.of("EUR"),
                        Optional.of(EpochUnit.US),
                        ZoneId.of("Europe/Berlin"),
                        new Mapping.Csv(List.of("time", "what", "1"), '\t', '.')));
    }

    @Test
    void shouldReadTheExampleOfTheDocument() throws IOException {
        // Given
        String document = Files.readString(Path.of("..", "docs", "formats.md"));
        int start = document.indexOf("```yaml\ncurrency:") + "```yaml\n".length();
        Path file = file(document.substring(start, document.indexOf("```", start)));

        // When
        Mapping mapping = Mapping.read(file);

        // Then
        assertThat(mapping.events()).containsEntry("newsletter opened", new EventRule.Skip());
        assertThat(mapping.pages()).hasSize(3);
        assertThat(mapping.csv()).isEqualTo(new Mapping.Csv(List.of("time", "user", "event", "product"), ';', ','));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GA4             | {"event_name":"login","user_id":"u","event_timestamp":"1700000000000000"}       | 2023-11-14T22:13:20Z
            SNOWPLOW        | {"event_name":"login","user_id":"u","derived_tstamp":"2023-11-14 22:13:20"}     | 2023-11-14T22:13:20Z
            SEGMENT         | {"event":"login","type":"track","userId":"u","timestamp":"2023-11-14 22:13:20"} | 2023-11-14T21:13:20Z
            CLICKEVENT_JSON | {"eventType":"login","userId":"u","eventTime":1700000000}                       | 2023-11-14T22:13:20Z
            """)
    void shouldSayHowTimesAreWrittenOnlyWhereTheFormatDoesNot(InputFormat format, String record, Instant time)
            throws IOException {
        // Given
        MessageReader reader = MessageReader.open(format, Mapping.read(file("time: {unit: s, zone: Europe/Berlin}")));
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);

        // When
        Validation read = reader.read(bytes, 0, bytes.length);

        // Then
        assertThat(((Validation.Accepted) read).event().getEventTime()).isEqualTo(time);
    }

    @Test
    void shouldBeEmptyForAnEmptyFile() throws IOException {
        // Given
        Path file = file("# nothing yet\n");

        // When
        Mapping mapping = Mapping.read(file);

        // Then
        assertThat(mapping).isEqualTo(Mapping.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            event: {}                      | line 1, column 1: event is no key of a mapping file; did you mean events?
            events: {Sold: PURCHSE}        | line 1, column 16: PURCHSE is no event type; did you mean PURCHASE?
            events: {Sold: purchas}        | line 1, column 16: purchas is no event type; did you mean PURCHASE?
            events: {Sold: }               | line 1, column 15: a value is missing
            events: {Sold: [PURCHASE]}     | line 1, column 16: expected a text
            events: {Sold: skip, sold: skip} | line 1, column 22: the event sold is given twice
            events: [Sold]                 | line 1, column 9: events must consist of lines such as name: value
            events: skip                   | line 1, column 9: events must consist of lines such as name: value
            fields: {category: a}          | line 1, column 10: category is no field (attributes.NAME is one for any NAME); did you mean categoryId?
            fields: {brand: {a: b}}        | line 1, column 17: expected a place such as properties.price, or a list
            fields: {brand: a, brand: b}   | line 1, column 20: brand is given twice
            fields: {brand: [a, ~]}        | line 1, column 21: a value is missing
            pages: {basket: VIEW_CART}     | line 1, column 9: basket is no path; it begins with / or *
            pages: {/b: VIEW_CRT}          | line 1, column 13: VIEW_CRT is no event type; did you mean VIEW_CART?
            pages: {/b: {pagetype: x}}     | line 1, column 14: pagetype is no key of a page; allowed: event, page
            pages: {/b: {page: a}, /b: {page: b}} | line 1, column 24: /b is given twice
            currency: Euro                 | line 1, column 11: Euro is no ISO 4217 code such as EUR
            time: {zone: Europe/Berln}     | line 1, column 14: Europe/Berln is no time zone such as Europe/Berlin or +01:00; did you mean Europe/Berlin?
            time: {unit: minutes}          | line 1, column 14: minutes is no unit of time; allowed: s, ms, us, iso
            time: {unti: ms}               | line 1, column 8: unti is no key of time; allowed: unit, zone
            csv: {separator: "::"}         | line 1, column 18: the separator is one character
            csv: {columns: [a, a]}         | line 1, column 16: two columns have the same name
            csv: {header: true}            | line 1, column 7: header is no key of csv; allowed: columns, separator, decimal
            csv: {decimal: x}              | line 1, column 16: the decimal sign of amounts is "." or ","
            - a                            | line 1, column 1: a mapping file must consist of lines such as name: value
            `events: {a: "`                | line 1, column 14: not YAML: found unexpected end of stream
            """)
    void shouldNameThePlaceOfAFault(String yaml, String complaint) throws IOException {
        // Given
        Path file = file(yaml);

        // When
        InvalidConfigException thrown = catchThrowableOfType(InvalidConfigException.class, () -> Mapping.read(file));

        // Then
        assertThat(thrown.problems()).anySatisfy(problem -> assertThat(problem).startsWith(file + ", " + complaint));
    }

    @Test
    void shouldReportAllFaultsAtOnce() throws IOException {
        // Given
        Path file = file("""
                currency: XX
                events:
                  Sold: PURCHSE
                fields:
                  prise: price
                """);

        // When
        InvalidConfigException thrown = catchThrowableOfType(InvalidConfigException.class, () -> Mapping.read(file));

        // Then
        assertThat(thrown.problems())
                .containsExactly(
                        file + ", line 1, column 11: XX is no ISO 4217 code such as EUR",
                        file + ", line 3, column 9: PURCHSE is no event type; did you mean PURCHASE?",
                        file
                                + ", line 5, column 3: prise is no field (attributes.NAME is one for any NAME); did you mean"
                                + " price?");
    }

    @Test
    void shouldReportMissingFile() {
        // Given
        Path file = folder.resolve("absent.yml");

        // When
        InvalidConfigException thrown = catchThrowableOfType(InvalidConfigException.class, () -> Mapping.read(file));

        // Then
        assertThat(thrown.problems()).containsExactly("there is no mapping file " + file);
    }

    @Test
    void shouldNotExpandAliasesWithoutEnd() throws IOException {
        // Given
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 100; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        Path file = file(bomb.toString());

        // When
        InvalidConfigException thrown = catchThrowableOfType(InvalidConfigException.class, () -> Mapping.read(file));

        // Then
        assertThat(thrown.problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/basket", "/basket/", "/basket/2"})
    void shouldMatchPathsOfPages(String path) {
        // Given
        PageRule rule = new PageRule("/basket*", EventRule.becomes(EventType.VIEW_CART), null);

        // When
        boolean matches = rule.matches(path);

        // Then
        assertThat(matches).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/a*c, /abc, true",
        "/a*c, /ac, true",
        "/a*c, /abcc, true",
        "/a*c, /abcd, false",
        "*/cart, /de/shop/cart, true",
        "*/cart, /cart/x, false",
        "/*/p/*, /de/p/7, true",
        "/*/p/*, /de/q/7, false",
        "/, /, true",
        "/, /x, false",
        "*, '', true",
    })
    void shouldLetAStarStandForAnyCharacters(String pattern, String path, boolean expected) {
        // When
        boolean matches = new PageRule(pattern, null, "p").matches(path);

        // Then
        assertThat(matches).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/a/b?c=/d#e, /a/b",
        "https://shop.example, /",
        "https://shop.example?x=1, /",
        "https://shop.example#/cart, /",
        "//shop.example/a, /a",
        "/a/b?c, /a/b",
        "/a?to=https://x/y, /a",
        "'', /",
    })
    void shouldFindThePathOfAnAddress(String url, String path) {
        // When
        String found = UrlPath.of(url);

        // Then
        assertThat(found).isEqualTo(path);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("mapping.yml"), yaml);
    }
}
