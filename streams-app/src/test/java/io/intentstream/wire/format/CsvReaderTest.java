package io.intentstream.wire.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.InputFormat;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    @TempDir
    private Path folder;

    private Mapping mapping = Mapping.NONE;

    @BeforeEach
    void readMapping() throws IOException {
        mapping = Mapping.read(Files.writeString(folder.resolve("shop.yml"), """
                csv: {columns: [userId, eventTime, event, preis], separator: ";", decimal: ","}
                fields: {price: preis}
                """));
    }

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12,50      | 1250
            1.299,00   | 129900
            1.299      | 129900
            1.234.567,8 | 123456780
            12.50      | 1250
            -3         | -300
            """)
    void shouldReadAmountsWithADecimalComma(String amount, long minor) {
        // When
        Validation read = withDecimalComma(amount);

        // Then
        assertThat(((Validation.Accepted) read).event().getPriceMinor()).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,299.00", "1,2,3", "1.2,3", "1..2", ",", "12,50 €"})
    void shouldRejectOtherAmountsWithADecimalComma(String amount) {
        // When // Then
        assertThat(withDecimalComma(amount)).extracting("message").isEqualTo("preis is not a number such as 12.50");
    }

    private Validation withDecimalComma(String amount) {
        byte[] line = ("u;1700000000000;view_item;" + amount).getBytes(UTF_8);
        return MessageReader.open(InputFormat.CSV, mapping).read(line, 0, line.length);
    }
}
