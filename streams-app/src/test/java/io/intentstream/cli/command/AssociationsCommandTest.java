package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.CommandRun;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.Association.Basket;
import io.intentstream.core.recommendation.ItemsBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssociationsCommandTest {
    private static final Association SOCKS = RulesBundle.categories(8, "shoes", "socks");
    private static final Association LACES = RulesBundle.categories(30, "shoes", "socks", "laces");
    private static final Association POLISH = RulesBundle.categories(6, "laces", "polish");

    @TempDir
    private Path folder;

    @Test
    void shouldPrintTheGreatestLiftFirst() throws IOException {
        // Given
        Path bundle = bundle(SOCKS, LACES, POLISH, RulesBundle.items(Basket.CO_VIEW, 99, "i-1", "i-2"));

        // When
        CommandRun run = associations(bundle, "--top", "2");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                        rule                    baskets  users  support %  confidence %   lift  textbook lift    G2
                        shoes + socks -> laces        6      5      0.125          50.0  15.00          30.00  60.0
                        shoes -> socks                6      5      0.125          50.0   4.00           8.00  16.0

                        These are 2 of 3 rules: --top shows more
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--min-lift 4               | shoes + socks -> laces, shoes -> socks",
                "--min-lift 4.001           | shoes + socks -> laces",
                "--antecedent shoes         | shoes + socks -> laces, shoes -> socks",
                "--antecedent laces         | laces -> polish",
                "--level item               | i-1 -> i-2",
                "--level item --kind co-cart | i-2 -> i-3"
            })
    void shouldChooseRules(String options, String rules) throws IOException {
        // Given
        Path bundle = bundle(
                SOCKS,
                LACES,
                POLISH,
                RulesBundle.items(Basket.CO_VIEW, 9, "i-1", "i-2"),
                RulesBundle.items(Basket.CO_CART, 9, "i-2", "i-3"));

        // When
        CommandRun run = associations(bundle, options.split(" "));

        // Then
        assertThat(run.out().lines().skip(1).map(line -> line.split("  ")[0])).containsExactly(rules.split(", "));
    }

    @Test
    void shouldWriteAFileThatASpreadsheetDoesNotRun() throws IOException {
        // Given
        Path bundle = bundle(
                SOCKS,
                RulesBundle.categories(30, "=cmd|'/c calc'!A1", "a,\"b\"", "@x"),
                RulesBundle.categories(6, "-1", "+2"));
        Path file = folder.resolve("rules.csv");

        // When
        CommandRun run = associations(bundle, "--out", file.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Wrote 3 rules to " + file);
        assertThat(Files.readString(file)).isEqualTo("""
                        level,basket,antecedent,antecedent2,consequent,baskets,users,support,confidence,lift,textbook_lift,g2\r
                        CATEGORY,CO_VIEW,"'=cmd|'/c calc'!A1","a,""b""\","'@x",6,5,0.00125,0.5,15.0,30.0,60.0\r
                        CATEGORY,CO_VIEW,"shoes",,"socks",6,5,0.00125,0.5,4.0,8.0,16.0\r
                        CATEGORY,CO_VIEW,"'-1",,"'+2",6,5,0.00125,0.5,3.0,6.0,12.0\r
                        """);
    }

    @Test
    void shouldWriteTheHeadAloneWhenNoRuleFits() throws IOException {
        // Given
        Path bundle = bundle(SOCKS);
        Path file = folder.resolve("rules.csv");

        // When
        CommandRun run = associations(bundle, "--min-lift", "99", "--out", file.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("None of the bundle's 1 co-view rules").contains("Wrote 0 rules to " + file);
        assertThat(Files.readString(file))
                .isEqualTo(
                        "level,basket,antecedent,antecedent2,consequent,baskets,users,support,confidence,lift,textbook_lift,g2\r\n");
    }

    @Test
    void shouldSayWhatRulesTakeWhenThereAreNone() throws IOException {
        // Given
        Path bundle = bundle(SOCKS);

        // When
        CommandRun run = associations(bundle, "--kind", "co-purchase");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "The bundle shop-items 1 has no co-purchase rules of categories",
                        "a lift of 2 and a G2 of 10.83",
                        "or look at co-view",
                        "events: 12,000");
    }

    @Test
    void shouldNameTheGreatestLiftWhenNoneFits() throws IOException {
        // Given
        Path bundle = bundle(SOCKS, POLISH);

        // When
        CommandRun run = associations(bundle, "--min-lift", "5");

        // Then
        assertThat(run.out())
                .startsWith("None of the bundle's 2 co-view rules of categories fits: the greatest lift is 4.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--top 0           | --top is 0: it must be 1 or more",
                "--min-lift -1     | --min-lift is -1.0: it must be 0 or more",
                "--min-lift NaN    | is not a number, such as 0.5",
                "--kind bought     | There is no bought: choose one of co-view, co-cart, co-purchase"
            })
    void shouldNameWhatIsWrong(String options, String message) throws IOException {
        // Given
        Path bundle = bundle(SOCKS);

        // When
        CommandRun run = associations(bundle, options.split(" "));

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains(message);
    }

    @Test
    void shouldNotReplaceAFile() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("rules.csv"), "mine");

        // When
        CommandRun run = associations(bundle(SOCKS), "--out", file.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(run.err()).contains(file + " exists already");
        assertThat(file).hasContent("mine");
    }

    @Test
    void shouldRefuseDamagedRules() throws IOException {
        // Given
        Path bundle = bundle(SOCKS);
        Files.writeString(bundle.resolve(ItemsBundle.ASSOCIATIONS), "{}\n");

        // When
        CommandRun run = associations(bundle);

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(run.err()).contains(ItemsBundle.ASSOCIATIONS);
    }

    private Path bundle(Association... rules) throws IOException {
        return RulesBundle.write(folder.resolve("bundle"), "1", 3, rules);
    }

    private static CommandRun associations(Path bundle, String... options) {
        List<String> all = new ArrayList<>(List.of("associations", "--model", bundle.toString()));
        all.addAll(List.of(options));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
