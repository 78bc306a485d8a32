package io.intentstream.training;

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
import io.intentstream.feature.FeatureSpec;
import io.intentstream.metric.Reliability;
import io.intentstream.model.IntentNetwork;
import io.intentstream.model.NetworkShape;
import io.intentstream.model.TorchRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Trains an intent network: binary cross-entropy on every event of every visit, AdamW, a cosine from the highest
 * learning rate down, gradients cut to [-1, 1]. What is validated and kept is a running average of the weights, after the
 * epoch with the least validation loss: on little data the last weights alone swing with the last visits.
 *
 * <p>The network is written as a TorchScript archive, loaded with gradients, trained by DJL, and read back.
 */
final class NetworkTrainer {
    private static final float CLIP = 1;
    private static final float LAST_RATE_PART = 0.05f;

    private final FeatureSpec features;
    private final TrainingOptions options;
    private final Consumer<Epoch> progress;

    /**
     * @param progress is told of every epoch
     */
    NetworkTrainer(FeatureSpec features, TrainingOptions options, Consumer<Epoch> progress) {
        this.features = features;
        this.options = options;
        this.progress = progress;
    }

    /**
     * One pass over the training visits.
     *
     * @param number 1 for the first; 0 stands for the logistic regression alone
     * @param trainingLoss mean loss while training, with dropout, in nats
     * @param validationLoss loss on the validation visits after it, in nats
     * @param best whether no epoch before was better
     */
    record Epoch(int number, double trainingLoss, double validationLoss, boolean best) {}

    /**
     * Trains a network on top of a logistic regression.
     *
     * @return the weights after the best epoch; before the first if none was better than the regression alone
     */
    IntentNetwork train(List<SessionExample> training, List<SessionExample> validation, LogisticBaseline regression) {
        NetworkShape shape = NetworkShape.of(features, options.embedding(), options.hidden(), options.readout());
        Random random = new Random(options.seed());
        Augmentation augmentation = new Augmentation(features, training, random);
        IntentNetwork start = IntentNetwork.initial(shape, options.seed())
                .startingFrom(
                        regression.intercept(),
                        regression.numeric(),
                        augmentation.lendToUnseen(regression.categorical()));
        TorchRuntime.prepareThread();
        Engine.getInstance().setRandomSeed((int) options.seed());
        try (Model model = load(start);
                Trainer trainer = model.newTrainer(configuration(events(training)))) {
            return new Run(model, trainer, start, training, validation, random, augmentation).run();
        }
    }

    private Model load(IntentNetwork network) {
        Model model = Model.newInstance("intent", Device.cpu(), "PyTorch");
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

    private TrainingConfig configuration(int events) {
        int updatesPerEpoch = (events + options.batchEvents() - 1) / options.batchEvents();
        Tracker rate = Tracker.cosine()
                .setBaseValue((float) options.learningRate())
                .optFinalValue((float) options.learningRate() * LAST_RATE_PART)
                .setMaxUpdates(options.epochs() * updatesPerEpoch)
                .build();
        return new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.adamW()
                        .optLearningRateTracker(rate)
                        .optWeightDecays((float) options.weightDecay())
                        .optClipGrad(CLIP)
                        .build());
    }

    private static int events(List<SessionExample> examples) {
        return examples.stream().mapToInt(example -> example.labels().length).sum();
    }

    /** One training from start to end. */
    private final class Run {
        private final Model model;
        private final Trainer trainer;
        private final IntentNetwork start;
        private final List<SessionExample> training;
        private final List<SessionExample> validation;
        private final Random random;
        private final Augmentation augmentation;
        private final WeightAverage average;

        Run(
                Model model,
                Trainer trainer,
                IntentNetwork start,
                List<SessionExample> training,
                List<SessionExample> validation,
                Random random,
                Augmentation augmentation) {
            this.model = model;
            this.trainer = trainer;
            this.start = start;
            this.training = training;
            this.validation = validation;
            this.random = random;
            this.augmentation = augmentation;
            this.average = new WeightAverage(start.weights());
        }

        IntentNetwork run() {
            IntentNetwork best = start;
            double bestLoss = validationLoss(start);
            progress.accept(new Epoch(0, Double.NaN, bestLoss, true));
            int sinceBest = 0;
            for (int epoch = 1; epoch <= options.epochs() && sinceBest < options.patience(); epoch++) {
                double trainingLoss = learn();
                IntentNetwork network = new IntentNetwork(start.shape(), average.weights());
                double validationLoss = validationLoss(network);
                boolean better = validationLoss < bestLoss;
                progress.accept(new Epoch(epoch, trainingLoss, validationLoss, better));
                sinceBest = better ? 0 : sinceBest + 1;
                if (better) {
                    bestLoss = validationLoss;
                    best = network;
                }
            }
            return best;
        }

        private double learn() {
            double sum = 0;
            long events = 0;
            LengthWeight weight = LengthWeight.of(training, options.balance());
            for (List<SessionExample> examples : SessionBatches.draw(training, options.batchEvents(), random)) {
                SessionBatch batch = SessionBatch.of(
                        examples.stream()
                                .map(example -> new SessionExample(
                                        example.userId(),
                                        augmentation.apply(example.events()),
                                        example.labels(),
                                        example.weight()))
                                .toList(),
                        weight);
                sum += learn(batch);
                events += batch.events();
            }
            return sum / events;
        }

        private double learn(SessionBatch batch) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                float value;
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    NDList output = trainer.forward(batch.inputs(manager));
                    output.attach(manager);
                    NDArray loss = batch.loss(output.singletonOrThrow()).div(options.batchEvents());
                    gradients.backward(loss);
                    value = loss.getFloat() * options.batchEvents();
                }
                trainer.step();
                average.add(weights());
                return value;
            }
        }

        private double validationLoss(IntentNetwork network) {
            try {
                Path file = Files.createTempFile("intentstream-validation-", ".pt");
                try {
                    Files.write(file, network.toTorchScript(0));
                    return Reliability.logLoss(Scorers.network(file, validation));
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The network cannot be written for its validation", e);
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
