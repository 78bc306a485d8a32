package io.intentstream.cli.option;

import io.intentstream.offline.training.data.TrainingOptions;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The hyperparameters of training; a mixin. */
public final class TrainingChoices extends OptionGroup {
    private static final TrainingOptions DEFAULTS = TrainingOptions.defaults();

    @Option(
            names = "--session-gap",
            paramLabel = "DURATION",
            description = "Inactivity that ends a session; run the engine with the same. Default: 30m.")
    private Duration sessionGap = DEFAULTS.sessionGap();

    @Option(
            names = "--assume-checkouts",
            description =
                    "For data without checkout steps: insert them in the training part before purchases, and after"
                            + " some additions to the cart without a purchase. The model card records this assumption.")
    private boolean assumeCheckouts;

    @Option(
            names = "--leave-out",
            split = ",",
            paramLabel = "FEATURE",
            description =
                    "Features that the model must not read, separated by commas, such as page_type,page_count: (with a"
                            + " colon: all features of that family). Leave out what other shops do not record in the same way.")
    private Set<String> leaveOut = DEFAULTS.leaveOut();

    @Option(
            names = "--refit",
            description =
                    "After the measurement, train once more on all users, for as many epochs, and ship that network."
                            + " Metrics on the card are those of the network before.")
    private boolean refit;

    @Option(names = "--hidden", paramLabel = "N", description = "Units of the LSTM. Default: 64.")
    private int hidden = DEFAULTS.hidden();

    @Option(names = "--readout", paramLabel = "N", description = "Units between the LSTM and the score. Default: 32.")
    private int readout = DEFAULTS.readout();

    @Option(
            names = "--balance",
            paramLabel = "B",
            description = "0: every event has the same weight; 1: every session has; values between are in between."
                    + " Default: 0.")
    private double balance = DEFAULTS.balance();

    @Option(
            names = "--lambda",
            paramLabel = "L",
            description = "Lambda of TD(lambda): how much the target of an event depends on the outcome instead of the"
                    + " network's own later scores; 1: on the outcome alone. Default: 0.8.")
    private double lambda = DEFAULTS.lambda();

    @Option(
            names = "--teacher",
            paramLabel = "T",
            description =
                    "How much the target of an event depends on the probability that gradient boosting gives it, 0 to 1:"
                            + " each half of the users is taught by boosting of the other half. Default: 0.")
    private double teacher = DEFAULTS.teacher();

    @Option(
            names = "--copies",
            paramLabel = "N",
            description = "Perturbed copies of each training session that are added. Default: 4.")
    private int copies = DEFAULTS.copies();

    @Option(names = "--embedding", paramLabel = "N", description = "Embedding size of a categorical value. Default: 8.")
    private int embedding = DEFAULTS.embedding();

    @Option(
            names = "--dropout",
            paramLabel = "P",
            description = "Share of inputs and outputs that dropout removes. Default: 0.4.")
    private double dropout = DEFAULTS.dropout();

    @Option(names = "--learning-rate", paramLabel = "R", description = "Highest learning rate. Default: 0.001.")
    private double learningRate = DEFAULTS.learningRate();

    @Option(names = "--weight-decay", paramLabel = "D", description = "Weight decay of AdamW. Default: 0.02.")
    private double weightDecay = DEFAULTS.weightDecay();

    @Option(names = "--batch", paramLabel = "N", description = "Approximate number of events per update. Default: 512.")
    private int batch = DEFAULTS.batchEvents();

    @Option(names = "--epochs", paramLabel = "N", description = "Maximum number of passes over the data. Default: 12.")
    private int epochs = DEFAULTS.epochs();

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after this many passes without improvement. Default: 4.")
    private int patience = DEFAULTS.patience();

    @Option(
            names = "--conversion-tables",
            description =
                    "Count how often users view, add to the cart and buy each product and category. The bundle keeps the"
                            + " counts, and the model reads popularity and conversion rates from them. For the shop of the data only:"
                            + " no other shop has these ids.")
    private boolean conversionTables;

    @Option(
            names = "--fold",
            paramLabel = "K",
            description =
                    "For cross-validation, 0 to 4: the fifth of the shuffled users that is the test part; the next one is"
                            + " the validation part. Default: the last fifth, and the one before it.")
    private @Nullable Integer fold;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Random seed of the split, the order and the initial weights. Default: 1.")
    private long seed = DEFAULTS.seed();

    @Option(
            names = "--test-days",
            paramLabel = "N",
            description =
                    "Split by time: test on the sessions of the last N days of each data set, train on those before."
                            + " Default: split by user.")
    private int testDays = DEFAULTS.testDays();

    /** The options as {@code offline.training} takes them. */
    public TrainingOptions options() {
        if (fold != null && (fold < 0 || fold > 4)) {
            throw usage("--fold is " + fold + ": it must be 0, 1, 2, 3 or 4");
        }
        if (!(teacher >= 0 && teacher <= 1)) {
            throw usage("--teacher is " + teacher + ": it must be 0 to 1");
        }
        if (copies < 0) {
            throw usage("--copies is " + copies + ": it must be 0 or more");
        }
        if (refit && (testDays > 0 || assumeCheckouts)) {
            throw usage("--refit cannot be combined with " + (testDays > 0 ? "--test-days" : "--assume-checkouts")
                    + ": leave --refit out to measure, or the other one to ship");
        }
        if (fold != null && testDays > 0) {
            throw usage("--fold cannot be combined with --test-days: the first splits by user, the other one by time");
        }
        return new TrainingOptions(
                sessionGap,
                assumeCheckouts,
                leaveOut,
                hidden,
                readout,
                embedding,
                dropout,
                learningRate,
                weightDecay,
                balance,
                lambda,
                teacher,
                copies,
                batch,
                epochs,
                patience,
                refit,
                conversionTables,
                fold,
                seed,
                testDays);
    }
}
