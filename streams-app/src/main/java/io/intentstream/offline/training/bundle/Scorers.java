package io.intentstream.offline.training.bundle;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.SequenceScorer;
import io.intentstream.core.model.TorchRuntime;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.baseline.LogisticBaseline;
import io.intentstream.offline.training.data.SessionExample;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Scores every event of sessions by a network's file or by the regression. Events inside an order, whose outcome is known,
 * have the weight 0.
 */
public final class Scorers {
    private Scorers() {}

    /** Scores by a {@code model.pt}, as it is shipped; uncalibrated. */
    public static Predictions network(Path weights, List<SessionExample> examples) {
        try (PtNDManager manager = TorchRuntime.newManager()) {
            PtSymbolBlock module = TorchRuntime.load(manager, weights, false);
            JniUtils.enableInferenceMode(module);
            return predict(examples, events -> SequenceScorer.logits(module, events));
        }
    }

    /** Scores by the regression; uncalibrated. */
    public static Predictions baseline(LogisticBaseline baseline, List<SessionExample> examples) {
        return predict(examples, events -> {
            float[] logOdds = new float[events.size()];
            for (int i = 0; i < logOdds.length; i++) {
                logOdds[i] = (float) baseline.logOdds(events.get(i));
            }
            return logOdds;
        });
    }

    private static Predictions predict(List<SessionExample> examples, Function<List<FeatureVector>, float[]> scorer) {
        Map<String, Integer> numbers = new HashMap<>();
        IntStream.Builder users = IntStream.builder();
        IntStream.Builder labels = IntStream.builder();
        DoubleStream.Builder scores = DoubleStream.builder();
        DoubleStream.Builder weights = DoubleStream.builder();
        for (SessionExample example : examples) {
            int user = numbers.computeIfAbsent(example.user(), id -> numbers.size());
            float[] logOdds = scorer.apply(example.events());
            for (int i = 0; i < logOdds.length; i++) {
                users.add(user);
                labels.add((int) example.labels()[i]);
                scores.add(logOdds[i]);
                weights.add(example.weight(i));
            }
        }
        return new Predictions(
                users.build().toArray(),
                labels.build().toArray(),
                scores.build().toArray(),
                weights.build().toArray());
    }
}
