package io.intentstream.wire.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.InputFormat;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {

    private static Validation read(String header, String line) {
        byte[] names = header.getBytes(UTF_8);
        byte[] bytes = line.getBytes(UTF_8);
        return MessageReader.open(InputFormat.CSV, Mapping.NONE)
                .afterHeader(names, 0, names.length)
                .orElseThrow()
                .read(bytes, 0, bytes.length);
    }

    @Test
    void shouldFindColumnsByTheNamesOfOurFields() {
        // When
        Validation read = read(
                "userId,eventTime,event,price,currency,items",
                "\"ö, \"\"x\"\"\",2026-01-31T12:00:00Z,purchase,,JPY,\"[{\"\"itemId\"\":\"\"a\"\",\"\"price\"\":120}]\"");

        // Then
        ClickEvent event = ((Validation.Accepted) read).event();
        assertThat(event.getUserId()).isEqualTo("ö, \"x\"");
        assertThat(event.getItemId()).isEqualTo("a");
        assertThat(event.getPriceMinor()).isEqualTo(120);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            userId,eventTime,event | u,1                | found 2 columns instead of 3
            userId,eventTime,event | u,"1,view          | a quote is not closed
            userId,eventTime,event | u,"1"2,view        | a quote is not closed
            userId,userId          | u,v                | two columns have the same name
            userId,eventTime,event | u,NaN,view         | eventTime is not a time
            userId,eventTime,event | ,1,view            | userId: missing or blank
            """)
    void shouldSayWhatIsWrongWithALine(String header, String line, String message) {
        // When // Then
        assertThat(read(header, line)).extracting("message").asString().startsWith(message);
    }
}
