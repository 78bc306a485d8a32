package io.intentstream.cli.command;

import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.ProgressDisplay;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.console.Version;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.SourceOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.training.data.HeldOutUsers;
import io.intentstream.offline.training.items.ItemsOptions;
import io.intentstream.offline.training.items.ItemsTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains an items bundle: what recommendations know of products. */
@Command(
        name = "train-items",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Learn what is viewed and bought together, and write an items bundle.",
        description = {
            "",
            "Reads events of files or topics, counts which products follow one another, which share carts, wishlists and orders,"
                    + " and which have the most events in each category, finds association rules, and writes"
                    + " DIR/NAME/VERSION. Set items.path to it, and users get recommendations. Train it again every day:"
                    + " memory is bounded, and equal events give equal bytes.",
            ""
        })
public final class TrainItemsCommand extends ConsoleCommand {
    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name of the bundle.")
    private String name;

    @Option(names = "--model-version", required = true, paramLabel = "VERSION", description = "Version of the bundle.")
    private String version;

    @Option(
            names = {"-o", "--out"},
            defaultValue = "model-artifacts",
            paramLabel = "DIR",
            description = "Folder of all bundles. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--data", paramLabel = "TEXT", description = "Description of the data for the model card.")
    private @Nullable String data;

    @Option(
            names = "--min-users",
            defaultValue = "3",
            paramLabel = "N",
            description =
                    "Fewest different users behind a product and a pair of products, so that no list tells what one person"
                            + " did. 'run' takes bundles with 3 and more. Default: ${DEFAULT-VALUE}.")
    private int minUsers;

    @Option(
            names = "--neighbours",
            defaultValue = "50",
            paramLabel = "N",
            description = "Most products that go with one. Default: ${DEFAULT-VALUE}.")
    private int neighbours;

    @Option(
            names = "--max-items",
            defaultValue = "200000",
            paramLabel = "N",
            description = "Most products; the most popular are kept. Default: ${DEFAULT-VALUE}.")
    private int maxItems;

    @Option(
            names = "--half-life",
            defaultValue = "P7D",
            paramLabel = "DURATION",
            description = "Time in which an event counts half for popularity, such as P7D. Default: ${DEFAULT-VALUE}.")
    private Duration halfLife;

    @Option(
            names = "--exclude-categories",
            split = ",",
            paramLabel = "CATEGORY",
            description =
                    "Categories that must not appear in tables and rules, so that nobody gets their products from others;"
                            + " separate them by commas. A user may still get those that the user looked at.")
    private Set<String> excludedCategories = Set.of();

    @Option(
            names = "--hold-out-users",
            defaultValue = "0",
            paramLabel = "SHARE",
            description =
                    "Leave out this share of the users, such as 0.2, so that 'evaluate' can measure on them. Default:"
                            + " ${DEFAULT-VALUE}.")
    private double heldOutUsers;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "Learn from events before TIME only, such as 2025-03-01T00:00:00Z, so that 'evaluate' can measure on those"
                            + " after it.")
    private @Nullable Instant until;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads. Default: one per processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    protected ExitCode run() throws InterruptedException, IOException {
        source.check();
        check();
        AppConfig config = source.load(configOptions);
        ItemsTraining.Identity identity = new ItemsTraining.Identity(
                name, version, data == null ? source.describe(config) : data, new Version().getVersion()[0]);
        RecordingPlan plan = source.plan(config, err());
        Path target = out.resolve(name).resolve(version);
        Optional<ItemsTraining.Trained> trained;
        try (ProgressDisplay progress = startProgress()) {
            ItemsTraining training = new ItemsTraining(options(config), identity, progress);
            try (StopSignal stop = StopSignal.onSignal(training::stop)) {
                trained = training.run(plan, target, config.maxFuture(), System.currentTimeMillis());
            }
        }
        if (trained.isEmpty()) {
            err().println("Stopped: nothing was written.");
            return ExitCode.INTERRUPTED;
        }
        report(trained.get(), target);
        return ExitCode.DONE;
    }

    private void check() {
        for (String part : List.of(name, version)) {
            if (!part.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw usage("'" + part + "' cannot be a folder's name: use letters, digits, '.', '_' and '-'");
            }
        }
        atLeastOne("--min-users", minUsers);
        atLeastOne("--neighbours", neighbours);
        atLeastOne("--max-items", maxItems);
        atLeastOne("--threads", threads);
        if (!(heldOutUsers >= 0 && heldOutUsers < 1)) {
            throw usage("--hold-out-users is " + heldOutUsers + ": it must be 0 or more and less than 1");
        }
        if (halfLife.isNegative() || halfLife.isZero()) {
            throw usage("--half-life is " + halfLife + ": it must be more than 0");
        }
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw usage(option + " is " + value + ": it must be 1 or more");
        }
    }

    private ItemsOptions options(AppConfig config) {
        return new ItemsOptions(
                minUsers,
                neighbours,
                maxItems,
                halfLife,
                config.engine().sessionGap(),
                excludedCategories,
                new HeldOutUsers(heldOutUsers),
                until == null ? Long.MAX_VALUE : until.toEpochMilli(),
                threads);
    }

    private void report(ItemsTraining.Trained trained, Path target) {
        say(String.format(
                Locale.ROOT,
                "%s: %,d events of %,d users, %s and %s.",
                target,
                trained.events(),
                trained.users(),
                Plurals.of(trained.manifest().items(), "product"),
                Plurals.of(trained.rules(), "association rule")));
        LeftOutText.of(trained.report()).forEach(this::say);
        trained.notes().forEach(this::say);
        if (minUsers < ItemsBundle.FEWEST_USERS) {
            say("The bundle tells what fewer than " + ItemsBundle.FEWEST_USERS
                    + " users did: 'run' does not take it, 'evaluate' does.");
        }
    }
}
