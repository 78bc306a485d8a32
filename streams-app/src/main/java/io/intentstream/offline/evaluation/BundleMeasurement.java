package io.intentstream.offline.evaluation;

import io.intentstream.offline.evaluation.report.DataSetResults;
import io.intentstream.offline.evaluation.report.View;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.LearntFrom;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Measures model and baselines on the test sessions, point by point: on each data set, and on all together. */
final class BundleMeasurement {
    /** The number of all data sets together; single ones are numbered from 0. */
    private static final int ALL = -1;

    private final EvaluatedBundle candidate;
    private final List<SessionExample> sessions;
    private final BundleScores scores;
    private final int drawings;
    private final Map<Integer, String> titles = new TreeMap<>();
    private final Map<Integer, List<View>> views = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param sessions the test sessions
     * @param dataSets the names of the data sets
     * @param drawings of users, for the intervals
     */
    BundleMeasurement(EvaluatedBundle candidate, List<SessionExample> sessions, List<String> dataSets, int drawings) {
        this.candidate = candidate;
        this.sessions = sessions;
        this.drawings = drawings;
        scores = BundleScores.of(candidate.model(), sessions);
        if (dataSets.size() > 1) {
            titles.put(ALL, "all data sets together");
        }
        for (int i = 0; i < dataSets.size(); i++) {
            titles.put(i, dataSets.get(i));
        }
        titles.keySet().forEach(set -> views.put(set, new ArrayList<>()));
    }

    /** Measures at one more evaluation point. */
    void add(EvaluationPoint point, List<FittedBaseline> baselines) {
        Sample all = Sample.of(sessions, point);
        titles.forEach((set, title) -> {
            Sample sample = set == ALL || titles.size() == 1 ? all : all.ofDataSet(set);
            sample.unmeasured(point)
                    .ifPresentOrElse(
                            why -> notes.add((titles.size() == 1 ? "" : title + ": ") + point.title() + " is left out: "
                                    + why + "."),
                            () -> views.get(set).add(view(point, sample, baselines)));
        });
    }

    /** All data sets together first, if there are several, then each. */
    List<DataSetResults> results() {
        List<DataSetResults> results = new ArrayList<>();
        titles.forEach((set, title) -> {
            Predicate<SessionExample> counts = session -> set == ALL || session.dataSet() == set;
            results.add(new DataSetResults(title, views.get(set), ApproachToEnd.of(sessions, scores, counts)));
        });
        return results;
    }

    /** What could not be measured. */
    List<String> notes() {
        return notes;
    }

    private View view(EvaluationPoint point, Sample sample, List<FittedBaseline> baselines) {
        PairedEvaluation comparison = new PairedEvaluation(
                point,
                sample,
                candidate.manifest().thresholds(),
                LearntFrom.told(candidate.manifest()),
                scores.of(sample),
                drawings,
                candidate.seed());
        baselines.forEach(comparison::add);
        return comparison.view();
    }
}
