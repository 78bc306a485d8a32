package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.SafeText;
import io.intentstream.cli.console.TextTable;
import io.intentstream.cli.option.EnumConverter;
import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.ItemsManifest;
import io.intentstream.files.StagedFile;
import io.intentstream.offline.evaluation.report.ReportTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what goes together, or writes it into a file for a spreadsheet. */
@Command(
        name = "associations",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show which products or categories users view, put into the cart, or buy together.",
        description = {
            "",
            "Reads the rules of an items bundle, the greatest lift first. The lift compares with sessions of like size: long"
                    + " sessions put everything together with everything, and the textbook's lift, which is printed beside it,"
                    + " takes that for a rule. G2 above 10.83 is chance once in a thousand.",
            ""
        })
public final class AssociationsCommand extends ConsoleCommand {
    private static final Comparator<Association> STRONGEST_FIRST = Comparator.comparingDouble(Association::lift)
            .thenComparingDouble(Association::significance)
            .reversed()
            .thenComparing(rule -> String.join("\0", rule.antecedent()))
            .thenComparing(Association::consequent);

    /** Converts the value of --level. */
    static final class LevelChoice extends EnumConverter<Association.Level> {
        LevelChoice() {
            super(Association.Level.class);
        }
    }

    /** Converts the value of --kind. */
    static final class BasketChoice extends EnumConverter<Association.Basket> {
        BasketChoice() {
            super(Association.Basket.class);
        }
    }

    @Option(
            names = {"-m", "--model"},
            paramLabel = "FOLDER",
            required = true,
            description = "Folder of an items bundle, which train-items writes.")
    private Path model = Path.of("");

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            converter = LevelChoice.class,
            defaultValue = "category",
            description = "What goes together: item or category. Default: ${DEFAULT-VALUE}.")
    private Association.Level level;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = BasketChoice.class,
            defaultValue = "co-view",
            description =
                    "In which baskets: co-view (viewed in a session), co-cart (put into the cart, on the wishlist, or"
                            + " bought in a session) or co-purchase (bought in a session). Default: ${DEFAULT-VALUE}.")
    private Association.Basket kind;

    @Option(
            names = "--min-lift",
            paramLabel = "X",
            defaultValue = "1",
            description = "Least lift, compared with sessions of like size. Default: ${DEFAULT-VALUE}.")
    private double minLift;

    @Option(names = "--top", paramLabel = "N", description = "Most rules. Default: 20 in a table, all in a file.")
    private @Nullable Integer top;

    @Option(
            names = "--antecedent",
            paramLabel = "ID",
            description = "Only rules of this product or category: users who have it, have what else?")
    private @Nullable String antecedent;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description =
                    "Write the rules into this file instead: CSV in UTF-8, comma-separated. An id that a spreadsheet"
                            + " would run as a formula gets an apostrophe before it.")
    private @Nullable Path out;

    @Override
    protected ExitCode run() throws IOException {
        if (minLift < 0) {
            throw usage("--min-lift is " + minLift + ": it must be 0 or more");
        }
        if (top != null && top < 1) {
            throw usage("--top is " + top + ": it must be 1 or more");
        }
        List<Association> ofKind = ItemsBundle.associations(model).stream()
                .filter(rule -> rule.level() == level && rule.basket() == kind)
                .toList();
        List<Association> chosen = ofKind.stream()
                .filter(rule -> rule.lift() >= minLift)
                .filter(rule -> antecedent == null || rule.antecedent().contains(antecedent))
                .sorted(STRONGEST_FIRST)
                .toList();
        int most = top != null ? top : out != null ? Integer.MAX_VALUE : 20;
        List<Association> shown = chosen.subList(0, Math.min(most, chosen.size()));
        if (shown.isEmpty()) {
            none(ofKind);
        } else if (out == null) {
            TextTable.lines(table(shown)).forEach(this::say);
            if (shown.size() < chosen.size()) {
                say("");
                say("These are " + shown.size() + " of " + Plurals.of(chosen.size(), "rule") + ": --top shows more");
            }
        }
        if (out != null) {
            write(out, shown);
            say("Wrote " + Plurals.of(shown.size(), "rule") + " to " + out);
        }
        return ExitCode.DONE;
    }

    /** Says that there is no such rule, and what it takes. */
    private void none(List<Association> ofKind) throws IOException {
        String what =
                EnumConverter.word(kind) + " rules of " + (level == Association.Level.ITEM ? "products" : "categories");
        if (!ofKind.isEmpty()) {
            double greatest =
                    ofKind.stream().mapToDouble(Association::lift).max().orElse(0);
            say(String.format(
                    Locale.ROOT,
                    "None of the bundle's %d %s fits: the greatest lift is %.2f%s",
                    ofKind.size(),
                    what,
                    greatest,
                    antecedent == null ? "" : ", and --antecedent takes the id as it is in events"));
            return;
        }
        ItemsManifest manifest = ItemsBundle.load(model).manifest();
        say("The bundle " + manifest.name() + " " + manifest.version() + " has no " + what
                + ". A rule needs enough baskets"
                + " that have all of it, by enough different users, a lift of 2 and a G2 of 10.83 or more, compared with sessions"
                + " of like size; a basket with a single product or category counts for none. Thresholds are never lowered by"
                + " themselves: train on more events"
                + (kind == Association.Basket.CO_VIEW ? "" : ", or look at co-view"));
        manifest.training().forEach((name, value) -> say("  " + SafeText.of(name + ": " + value)));
    }

    private static ReportTable table(List<Association> rules) {
        return new ReportTable(
                List.of("rule", "baskets", "users", "support %", "confidence %", "lift", "textbook lift", "G2"),
                rules.stream()
                        .map(rule -> List.of(
                                SafeText.of(String.join(" + ", rule.antecedent()) + " -> " + rule.consequent()),
                                String.valueOf(rule.baskets()),
                                String.valueOf(rule.users()),
                                rounded(3, 100 * rule.support()),
                                rounded(1, 100 * rule.confidence()),
                                rounded(2, rule.lift()),
                                rounded(2, rule.textbookLift()),
                                rounded(1, rule.significance())))
                        .toList());
    }

    private static String rounded(int places, double number) {
        return String.format(Locale.ROOT, "%." + places + "f", number);
    }

    private static void write(Path target, List<Association> rules) throws IOException {
        if (Files.exists(target)) {
            throw new CommandFailed(ExitCode.FAILED, target + " exists already: delete it, or name another --out");
        }
        StagedFile file = new StagedFile(target.toAbsolutePath());
        try {
            Files.writeString(file.path(), AssociationsCsv.of(rules), StandardCharsets.UTF_8);
            file.publish();
        } catch (IOException e) {
            throw new CommandFailed(
                    target + " can't be written (" + e + "): does its folder exist, and may you write there?", e);
        } finally {
            Files.deleteIfExists(file.path());
        }
    }
}
