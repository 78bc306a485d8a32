package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsCheckCommandTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTellWhatBecomesOfAFileOfColumns() throws IOException {
        // Given
        Path mapping = Files.writeString(folder.resolve("shop.yaml"), """
                csv: {separator: ";"}
                time: {unit: s}
                events: {kauf: purchase, ping: skip}
                fields: {event: aktion, userId: kunde, eventTime: zeit, itemId: artikel, price: preis, orderId: nr}
                currency: EUR
                """);
        Path file = Files.writeString(folder.resolve("shop.csv"), "\uFEFF" + """
                aktion;kunde;zeit;artikel;preis;nr;farbe\r
                kauf;anna;1700000000;a1;12.50;7;rot\r
                ping;anna;1700000001;;;;\r
                "Tanz; schnell";bert;1700000002;;;;\r
                kauf;;1700000003;a1;1;8;\r
                kauf;bert;"17000
                00003";a1;1;8;\r
                """);

        // When
        CommandRun run = CommandRun.of(
                "formats", "check", "--format", "csv", "--input", file.toString(), "--mapping", mapping.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("6 records", "2 users", "1 order worth EUR 12.50")
                .contains("Tanz; schnell", "    \"Tanz; schnell\": OTHER")
                .contains("MISSING_USER_ID: kunde", "UNDECODABLE: a quote is not closed", "farbe")
                .contains("\"priceMinor\" : 1250");
    }

    @Test
    void shouldFailWhenNothingIsAnEvent() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("x.json"), "{\"event_name\":\"scroll\"}\n");

        // When
        CommandRun run = CommandRun.of("formats", "check", "--format", "ga4", "--input", file.toString(), "--json");

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("\"skippedByName\":{\"scroll\":1}");
    }
}
