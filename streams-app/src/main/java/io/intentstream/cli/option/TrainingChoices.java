package io.intentstream.cli.option;

import io.intentstream.offline.training.data.TrainingOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that shape training. */
public final class TrainingChoices {
    private static final TrainingOptions DEFAULTS = TrainingOptions.defaults();

    @Option(
            names = "--session-gap",
            paramLabel = "DURATION",
            description = "Inactivity that ends a session, such as 30m, the default; run the engine with the same.")
    private Duration sessionGap = DEFAULTS.sessionGap();

    @Option(
            names = "--assume-checkouts",
            description = "Put the steps of a checkout before purchases, and after some additions to the cart that"
                    + " nothing came of, in the training part of data without such steps. An assumption: the model card"
                    + " says so.")
    private boolean assumeCheckouts;

    @Option(names = "--hidden", paramLabel = "N", description = "Units of the LSTM; default 64.")
    private int hidden = DEFAULTS.hidden();

    @Option(names = "--readout", paramLabel = "N", description = "Units between LSTM and score; default 32.")
    private int readout = DEFAULTS.readout();

    @Option(
            names = "--balance",
            paramLabel = "B",
            description = "0: every event weighs the same, the default; 1: every visit does; between: in between.")
    private double balance = DEFAULTS.balance();

    @Option(
            names = "--lambda",
            paramLabel = "L",
            description = "How far events are taught by the outcome, rather than by the network's own later scores"
                    + " (TD(lambda)); 1: by the outcome alone; default 0.8.")
    private double lambda = DEFAULTS.lambda();

    @Option(
            names = "--copies",
            paramLabel = "N",
            description = "Disturbed copies of each training visit to learn from as well; default 4.")
    private int copies = DEFAULTS.copies();

    @Option(names = "--embedding", paramLabel = "N", description = "Floats per categorical value; default 8.")
    private int embedding = DEFAULTS.embedding();

    @Option(names = "--dropout", paramLabel = "P", description = "Part of inputs and outputs dropped; default 0.4.")
    private double dropout = DEFAULTS.dropout();

    @Option(names = "--learning-rate", paramLabel = "R", description = "Highest learning rate; default 0.001.")
    private double learningRate = DEFAULTS.learningRate();

    @Option(names = "--weight-decay", paramLabel = "D", description = "AdamW's weight decay; default 0.02.")
    private double weightDecay = DEFAULTS.weightDecay();

    @Option(names = "--batch", paramLabel = "N", description = "Events per update, about; default 512.")
    private int batch = DEFAULTS.batchEvents();

    @Option(names = "--epochs", paramLabel = "N", description = "Most passes over the data; default 12.")
    private int epochs = DEFAULTS.epochs();

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Passes without improvement after which to stop; default 4.")
    private int patience = DEFAULTS.patience();

    @Option(names = "--seed", paramLabel = "N", description = "Decides split, order and first weights; default 1.")
    private long seed = DEFAULTS.seed();

    public TrainingOptions options() {
        return new TrainingOptions(
                sessionGap,
                assumeCheckouts,
                hidden,
                readout,
                embedding,
                dropout,
                learningRate,
                weightDecay,
                balance,
                lambda,
                copies,
                batch,
                epochs,
                patience,
                seed);
    }
}
