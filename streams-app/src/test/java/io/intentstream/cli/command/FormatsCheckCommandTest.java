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
                .contains(
                        "read as csv: 2 of 6 records become events",
                        "  users      2\n",
                        "  orders     1, worth 12.50 EUR")
                .contains("events:\n  \"Tanz; schnell\": OTHER   # 1 record")
                .contains("MISSING_USER_ID: kunde: missing or blank\n    1 record, line 5\n")
                .contains("UNDECODABLE: a quote is not closed", "farbe")
                .contains("\"aktion\": \"kauf\"", "\"preis\": \"12.50\"", "before, without what is not used")
                .contains("\"priceMinor\": 1250");
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

    @Test
    void shouldAskForTheFieldsThatColumnsOfUnknownNamesDoNotHave() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("shop.csv"), "Aktion,Kunde\nkauf,anna\n");

        // When
        CommandRun run = CommandRun.of("formats", "check", "--format", "csv", "--input", file.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("fields:\n  event: PLACE", "\n  eventTime: PLACE", "\n  userId: PLACE")
                .contains("Aktion           1   such as kauf");
    }

    @Test
    void shouldNameTheSeparatorOfOneColumn() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("shop.csv"), "Aktion;Kunde\nkauf;anna\n");

        // When
        CommandRun run = CommandRun.of("formats", "check", "--format", "csv", "--input", file.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("nothing is separated by ','", "csv: {separator: \";\"}");
    }

    @Test
    void shouldRefuseAMappingOfFixedFields() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("taobao.csv"), "1,20,300,pv,1511544070\n");
        Path mapping = Files.writeString(folder.resolve("shop.yml"), "currency: EUR\n");

        // When
        CommandRun check = CommandRun.of("formats", "check", "--format", "taobao", "--input", file.toString());
        CommandRun backtest = CommandRun.of(
                "backtest",
                "--format",
                "taobao",
                "--input",
                file.toString(),
                "--mapping",
                mapping.toString(),
                "--out",
                folder.resolve("out").toString());

        // Then
        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err()).contains("there is nothing to map in --format taobao, whose fields are fixed");
        assertThat(backtest.exitCode()).isEqualTo(2);
        assertThat(backtest.err()).contains("--mapping does nothing for --format taobao, whose fields are fixed");
    }
}
