package io.intentstream.offline.training.network;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.IntentNetwork;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.core.model.TorchRuntime;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.baseline.DataSetOffsets;
import io.intentstream.offline.training.baseline.LogisticBaseline;
import io.intentstream.offline.training.bundle.Scorers;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Trains an intent network. The loss is binary cross-entropy on every event of every session, with {@link LambdaReturn}s as
 * targets from the second epoch on, plus {@link AuxiliaryTasks}. Perturbed copies of sessions are shown in between. AdamW
 * optimises, a cosine lowers the learning rate, gradients are clipped to [-1, 1]. The result is a running average of the
 * weights after the epoch with the least validation loss: on little data, single weights vary with the latest sessions.
 * Every loss adds the regression's {@link DataSetOffsets} to the scores; the network itself does not know the data set.
 *
 * <p>The network is written as a TorchScript archive, loaded with gradients, trained by DJL, and read back.
 */
public final class NetworkTrainer {
    private static final float CLIP = 1;
    private static final float FINAL_RATE_SHARE = 0.05f;

    /** The first epochs learn from the outcome alone, since the scores of the network are still arbitrary. */
    private static final int EPOCHS_BY_OUTCOME = 1;

    private final FeatureSpec features;
    private final TrainingOptions options;
    private final Consumer<Epoch> ended;
    private final TrainingProgress progress;

    /**
     * @param ended receives every epoch at its end
     * @param progress receives the progress within an epoch
     */
    public NetworkTrainer(
            FeatureSpec features, TrainingOptions options, Consumer<Epoch> ended, TrainingProgress progress) {
        this.features = features;
        this.options = options;
        this.ended = ended;
        this.progress = progress;
    }

    /**
     * One pass over the training sessions.
     *
     * @param number 1 for the first; 0 for the logistic regression alone
     * @param trainingLoss mean loss while training, with dropout, in nats
     * @param validationLoss loss on the validation sessions after it, in nats; NaN without such
     * @param best whether no earlier epoch was better
     */
    public record Epoch(int number, double trainingLoss, double validationLoss, boolean best) {}

    /**
     * Trains a network on top of a logistic regression.
     *
     * @param recorded the sessions to learn from
     * @param copies lists of their copies, each in the same order
     * @param teacher a teacher's probabilities for each recorded session ({@link BoostingTeacher}); empty without one
     * @return the weights after the best epoch; the initial ones if no epoch was better than the regression alone
     */
    public IntentNetwork train(
            List<SessionExample> recorded,
            List<List<SessionExample>> copies,
            List<float[]> teacher,
            List<SessionExample> validation,
            LogisticBaseline regression) {
        return train(recorded, copies, teacher, regression, run -> run.untilBest(validation));
    }

    /**
     * Trains a network as {@link #train} does, but for a given number of epochs, without validation sessions.
     *
     * @param epochs the number after which {@link #train} found the weights best
     */
    public IntentNetwork refit(
            List<SessionExample> recorded,
            List<List<SessionExample>> copies,
            List<float[]> teacher,
            LogisticBaseline regression,
            int epochs) {
        return train(recorded, copies, teacher, regression, run -> run.of(epochs));
    }

    private IntentNetwork train(
            List<SessionExample> recorded,
            List<List<SessionExample>> copies,
            List<float[]> teacher,
            LogisticBaseline regression,
            Function<Run, IntentNetwork> pass) {
        AuxiliaryTasks tasks = AuxiliaryTasks.of(features);
        NetworkShape shape = NetworkShape.of(features, options.embedding(), options.hidden(), options.readout())
                .withAuxiliary(AuxiliaryTasks.endings(), tasks.nextOutputs());
        Random random = new Random(options.seed());
        Augmentation augmentation = new Augmentation(features, recorded, random);
        List<TrainingSession> training = TrainingSession.of(recorded, copies, teacher, options.teacher());
        IntentNetwork start = IntentNetwork.initial(shape, options.seed())
                .startingFrom(
                        regression.intercept(),
                        regression.numeric(),
                        augmentation.lendToUnseen(regression.categorical()));
        TorchRuntime.prepareThread();
        Engine.getInstance().setRandomSeed((int) options.seed());
        try (Model model = load(start);
                Trainer trainer = model.newTrainer(configuration(events(training)))) {
            return pass.apply(
                    new Run(model, trainer, start, training, tasks, random, augmentation, regression.offsets()));
        }
    }

    private Model load(IntentNetwork network) {
        Model model = Model.newInstance("intent", device(), "PyTorch");
        try {
            Path file = Files.createTempFile("intentstream-training-", ".pt");
            try {
                Files.write(file, network.toTorchScript(options.dropout()));
                model.load(file, null, Map.of("trainParam", "true"));
            } finally {
                Files.delete(file);
            }
            return model;
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new IllegalStateException("The network to train cannot be loaded from its own archive", e);
        }
    }

    /** A GPU if DJL finds one, else the CPU. */
    private static Device device() {
        return Engine.getInstance().defaultDevice();
    }

    private TrainingConfig configuration(int events) {
        int updatesPerEpoch = (events + options.batchEvents() - 1) / options.batchEvents();
        Tracker rate = Tracker.cosine()
                .setBaseValue((float) options.learningRate())
                .optFinalValue((float) options.learningRate() * FINAL_RATE_SHARE)
                .setMaxUpdates(options.epochs() * updatesPerEpoch)
                .build();
        return new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss())
                .optDevices(new Device[] {device()})
                .optOptimizer(Optimizer.adamW()
                        .optLearningRateTracker(rate)
                        .optWeightDecays((float) options.weightDecay())
                        .optClipGrad(CLIP)
                        .build());
    }

    private static int events(List<TrainingSession> sessions) {
        return sessions.stream().mapToInt(TrainingSession::length).sum();
    }

    /** One training from start to end. */
    private final class Run {
        private final Model model;
        private final Trainer trainer;
        private final IntentNetwork start;
        private final List<TrainingSession> training;
        private final AuxiliaryTasks tasks;
        private final Random random;
        private final Augmentation augmentation;
        private final DataSetOffsets offsets;
        private final WeightAverage average;
        private final LengthWeight weight;
        private final NDArray linearCategorical;

        Run(
                Model model,
                Trainer trainer,
                IntentNetwork start,
                List<TrainingSession> training,
                AuxiliaryTasks tasks,
                Random random,
                Augmentation augmentation,
                DataSetOffsets offsets) {
            this.model = model;
            this.trainer = trainer;
            this.start = start;
            this.training = training;
            this.tasks = tasks;
            this.random = random;
            this.augmentation = augmentation;
            this.offsets = offsets;
            this.average = new WeightAverage(start.weights());
            this.weight = LengthWeight.of(training, options.balance());
            this.linearCategorical = model.getBlock().getDirectParameters().stream()
                    .filter(parameter -> parameter.getKey().equals("linear_categorical"))
                    .map(parameter -> parameter.getValue().getArray())
                    .findFirst()
                    .orElseThrow();
        }

        /** Passes until the validation sessions see no better weights any more. */
        IntentNetwork untilBest(List<SessionExample> validation) {
            // Before the first epoch the network predicts no next category.
            IntentNetwork best = start.withoutAuxiliary(0);
            double bestLoss = validationLoss(best, validation);
            ended.accept(new Epoch(0, Double.NaN, bestLoss, true));
            int sinceBest = 0;
            for (int epoch = 1; epoch <= options.epochs() && sinceBest < options.patience(); epoch++) {
                double trainingLoss = pass(epoch);
                IntentNetwork network = network();
                double validationLoss = validationLoss(network, validation);
                boolean better = validationLoss < bestLoss;
                ended.accept(new Epoch(epoch, trainingLoss, validationLoss, better));
                sinceBest = better ? 0 : sinceBest + 1;
                if (better) {
                    bestLoss = validationLoss;
                    best = network;
                }
            }
            return best;
        }

        /** So many passes. */
        IntentNetwork of(int epochs) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                ended.accept(new Epoch(epoch, pass(epoch), Double.NaN, true));
            }
            return epochs == 0 ? start.withoutAuxiliary(0) : network();
        }

        private double pass(int epoch) {
            if (epoch > EPOCHS_BY_OUTCOME && options.lambda() < 1) {
                updateTargets();
            }
            return learn(epoch);
        }

        private double learn(int epoch) {
            double sum = 0;
            long events = 0;
            long all = events(training);
            for (List<TrainingSession> sessions : SessionBatches.draw(training, options.batchEvents(), random)) {
                SessionBatch batch = new SessionBatch(
                        sessions, session -> augmentation.apply(session.show(random)), tasks, weight, offsets::of);
                sum += learn(batch);
                events += batch.events();
                progress.learnt(epoch, options.epochs(), events, all, sum / events);
            }
            return sum / events;
        }

        private double learn(SessionBatch batch) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                float value;
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    NDList output = trainer.forward(batch.inputs(manager));
                    output.attach(manager);
                    SessionBatch.Loss loss = batch.loss(output.singletonOrThrow());
                    gradients.backward(loss.all().div(manager.create(options.batchEvents())));
                    value = loss.task().getFloat();
                }
                trainer.step();
                MissingWeights.bound(linearCategorical, start.shape());
                average.add(weights());
                return value;
            }
        }

        /** The current network: the average of the weights so far. */
        private IntentNetwork network() {
            return new IntentNetwork(start.shape(), average.weights()).withoutAuxiliary(tasks.kept());
        }

        private void updateTargets() {
            double[] logOdds = scores(
                            network(),
                            training.stream().map(TrainingSession::recorded).toList())
                    .logOdds();
            int first = 0;
            for (TrainingSession session : training) {
                session.setTargets(LambdaReturn.of(session.recorded(), options.lambda(), logOdds, first));
                first += session.length();
            }
        }

        private double validationLoss(IntentNetwork network, List<SessionExample> validation) {
            Predictions scores = scores(network, validation);
            double sum = 0;
            double events = 0;
            int first = 0;
            for (SessionExample session : validation) {
                for (int i = 0; i < session.size(); i++) {
                    sum += weight.of(session.size()) * session.weight(i) * scores.logLoss(first + i);
                    events += session.weight(i);
                }
                first += session.size();
            }
            return sum / events;
        }

        /** The network's scores with the offsets of the data sets, as the loss takes them. */
        private Predictions scores(IntentNetwork network, List<SessionExample> sessions) {
            try {
                Path file = Files.createTempFile("intentstream-scoring-", ".pt");
                try {
                    Files.write(file, network.toTorchScript(0));
                    return offsets.addTo(Scorers.network(file, sessions), sessions);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The network cannot be written for scoring", e);
            }
        }

        private Map<String, float[]> weights() {
            Map<String, float[]> weights = new LinkedHashMap<>();
            for (Pair<String, Parameter> parameter : model.getBlock().getDirectParameters()) {
                weights.put(parameter.getKey(), parameter.getValue().getArray().toFloatArray());
            }
            return weights;
        }
    }
}
