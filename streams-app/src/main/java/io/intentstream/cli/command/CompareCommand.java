package io.intentstream.cli.command;

import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.SafeText;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.offline.replay.compare.DiffResult;
import io.intentstream.offline.replay.compare.ResultComparison;
import io.intentstream.offline.replay.compare.TailOfTime;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two sets of results. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Compare two sets of results of one kind, such as intents, byte by byte.",
        description = {
            "",
            "LEFT and RIGHT are each a topic, a file that 'replay' wrote, or a folder of such files. Intents are matched by user"
                    + " and event, profiles by user and update, audience events by what changed and when, session"
                    + " outcomes by the session, and recommendations by event and trigger; the order of users, partitions and files does not matter."
                    + " Exit code 1 when anything differs, is missing on the right, or is extra there.",
            "A compacted topic needs only the latest profile or list of each user: earlier ones that were compacted away are"
                    + " counted but are no difference.",
            "Changes of audiences because of a new definition depend on when it came: they are counted, and are no difference."
                    + " Nor are changes that time brings in the last audience.grace of a side: they may not be written yet."
                    + " Nor are lists of recommendations that another items bundle made: they are counted.",
            ""
        })
public final class CompareCommand extends ConsoleCommand {
    private static final int MOST_FIELDS = 8;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Parameters(index = "0", paramLabel = "LEFT", description = "The expected results.")
    private String left;

    @Parameters(index = "1", paramLabel = "RIGHT", description = "The results to check.")
    private String right;

    @Override
    protected ExitCode run() {
        AppConfig config = configOptions.load();
        TailOfTime tail =
                new TailOfTime(config.audiences().grace(), config.engine().sessionGap());
        DiffResult result = new ResultComparison(
                        NamedResults.of(left, configOptions), NamedResults.of(right, configOptions), tail)
                .run();
        say(String.format(
                Locale.ROOT,
                "%s, %s, %,d missing, %,d extra",
                result.matches() == 1 ? "1 match" : String.format(Locale.ROOT, "%,d matches", result.matches()),
                result.mismatches() == 1
                        ? "1 mismatch"
                        : String.format(Locale.ROOT, "%,d mismatches", result.mismatches()),
                result.missing(),
                result.extra()));
        if (result.compacted() > 0) {
            say("  " + Plurals.of(result.compacted(), "earlier record") + " of a user compacted away on one side");
        }
        if (result.tombstones() > 0) {
            say("  " + Plurals.of(result.tombstones(), "tombstone") + " of expired users not compared");
        }
        if (result.redefined() > 0) {
            say("  " + Plurals.of(result.redefined(), "change") + " because of a new definition not compared");
        }
        if (result.inTail() > 0) {
            say("  " + Plurals.of(result.inTail(), "change")
                    + " that time brings are on one side alone, within audience.grace of the other's end");
        }
        if (result.byOtherItems() > 0) {
            say("  " + Plurals.of(result.byOtherItems(), "list")
                    + " of recommendations by another items bundle not compared");
        }
        if (result.byValue()) {
            say("  compared by value: written with different schemas, or as Parquet");
        }
        result.first().forEach(this::describe);
        return result.isSame() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void describe(DiffResult.Difference difference) {
        String who = "user " + SafeText.of(difference.userId()) + ", " + SafeText.of(difference.name());
        if (difference instanceof DiffResult.MissingResult) {
            say("  missing: " + who);
        } else if (difference instanceof DiffResult.Extra) {
            say("  extra: " + who);
        } else if (difference instanceof DiffResult.Mismatch mismatch) {
            say("  differs: " + who + (mismatch.fields().isEmpty() ? ": the same values in other bytes" : ""));
            mismatch.fields().stream().limit(MOST_FIELDS).forEach(this::describe);
        }
    }

    private void describe(DiffResult.Field field) {
        say("    " + field.path() + ": " + SafeText.of(field.left()) + " | " + SafeText.of(field.right()));
    }
}
