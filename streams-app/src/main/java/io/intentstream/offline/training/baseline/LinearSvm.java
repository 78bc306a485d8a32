package io.intentstream.offline.training.baseline;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.stats.Ranking;
import io.intentstream.offline.training.data.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A linear support vector machine (LIBLINEAR, squared hinge loss), its cost chosen by AUROC on the validation events. */
final class LinearSvm implements Baseline {
    private static final List<Double> COSTS = List.of(0.001, 0.1);
    private static final double TOLERANCE = 0.01;
    private static final double BIAS = 1;

    @Override
    public int mostEvents() {
        return 30_000;
    }

    /** It takes no weights of events: where some stand for others, only its calibration knows how rare purchases are. */
    @Override
    public Scores fit(FeatureSpec features, Sample training, Sample validation, long seed) {
        Linear.disableDebugOutput();
        EventWindow window = new EventWindow(features);
        Problem problem = new Problem();
        problem.l = training.size();
        problem.n = window.columns() + 1;
        problem.bias = BIAS;
        problem.x = new Feature[training.size()][];
        problem.y = new double[training.size()];
        for (int i = 0; i < training.size(); i++) {
            problem.x[i] = row(window, training, i);
            problem.y[i] = training.label(i);
        }
        return COSTS.stream()
                .map(cost -> scores(
                        window, Linear.train(problem, new Parameter(SolverType.L2R_L2LOSS_SVC, cost, TOLERANCE))))
                .max(Comparator.comparingDouble(scores -> Ranking.auroc(validation.predictions(scores.of(validation)))))
                .orElseThrow();
    }

    private static Scores scores(EventWindow window, Model model) {
        // A positive margin means the label that the model saw first.
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        return sample -> IntStream.range(0, sample.size())
                .mapToDouble(i -> {
                    double[] margin = new double[1];
                    Linear.predictValues(model, row(window, sample, i), margin);
                    return sign * margin[0];
                })
                .toArray();
    }

    /** The event's row without its zeros, columns from 1 on, the bias last. */
    private static Feature[] row(EventWindow window, Sample sample, int i) {
        FeatureVector event = window.of(sample, i);
        List<Feature> row = new ArrayList<>();
        for (int k = 0; k < event.numeric().length; k++) {
            if (event.numeric()[k] != 0) {
                row.add(new FeatureNode(k + 1, event.numeric()[k]));
            }
        }
        for (int k = 0; k < event.categorical().length; k++) {
            row.add(new FeatureNode(window.column(k, event.categorical()[k]) + 1, 1));
        }
        row.add(new FeatureNode(window.columns() + 1, BIAS));
        return row.toArray(Feature[]::new);
    }
}
