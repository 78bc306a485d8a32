package io.intentstream.offline.evaluation;

import io.intentstream.core.model.ModelBundleException;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.evaluation.report.BundleReport;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.RecordedUsers;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * From a bundle and events to a report: the same sessions are scored by the bundle's serving step and by baselines that
 * learnt from sessions with the same features. The same input produces the same report.
 */
public final class BundleEvaluation {
    private final EvaluationOptions options;
    private final EvaluationProgress progress;

    /** An evaluation with these options. */
    public BundleEvaluation(EvaluationOptions options, EvaluationProgress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Checks that a bundle can be evaluated, before long work begins.
     *
     * @throws EvaluationException when it is not known on which users it may be measured
     * @throws ModelBundleException when the bundle cannot be used
     */
    public void requireUsable(Path bundle) {
        EvaluatedBundle.open(bundle, options).close();
    }

    /**
     * Evaluates a bundle.
     *
     * @param bundle its folder
     * @param data what to measure on: one or several data sets, each split by itself as in training
     * @param learning what baselines learn from; empty for the data's own training and validation parts
     * @throws EvaluationException when the data do not suffice
     * @throws ModelBundleException when the bundle cannot be used
     */
    public BundleReport run(Path bundle, List<HistoricalData> data, List<HistoricalData> learning) {
        progress.expect(1 + EvaluationPoint.all().size() + options.baselines().size() * FittedBaselines.fits(options));
        progress.step("scoring with the bundle");
        try (EvaluatedBundle candidate = EvaluatedBundle.open(bundle, options)) {
            EvaluationSplit split = new EvaluationSplit(candidate, options);
            List<RecordedUsers> recorded = data.stream().map(split::recorded).toList();
            Split<SessionExample> sessions = split.of(data, recorded, learning);
            BundleMeasurement measurement = new BundleMeasurement(
                    candidate,
                    sessions.test(),
                    data.stream().map(HistoricalData::title).toList(),
                    options.drawings());
            FittedBaselines fitted = new FittedBaselines(
                    candidate.manifest().features(),
                    sessions,
                    users(learning.isEmpty() ? data : learning),
                    options,
                    candidate.seed(),
                    progress);
            for (EvaluationPoint point : EvaluationPoint.all()) {
                List<FittedBaseline> others = fitted.at(point);
                progress.step("metrics: " + point.title());
                measurement.add(point, others);
            }
            List<String> notes = new ArrayList<>(new Notes(candidate, options).of(data, learning));
            notes.addAll(fitted.notes());
            notes.addAll(measurement.notes());
            return new BundleReport(
                    subject(candidate.manifest()),
                    new BundleReport.Protocol(split(candidate, data.size()), candidate.seed(), options.drawings()),
                    IntStream.range(0, data.size())
                            .mapToObj(i -> describe(data.get(i), recorded.get(i)))
                            .toList(),
                    measurement.results(),
                    notes);
        }
    }

    private String split(EvaluatedBundle candidate, int dataSets) {
        if (options.part() == EvaluationOptions.EvaluatedPart.ALL) {
            return "all users";
        }
        return IntStream.range(0, dataSets)
                .mapToObj(i -> candidate.split(i, dataSets).testPart())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static int users(List<HistoricalData> data) {
        return data.stream().mapToInt(set -> set.log().users().size()).sum();
    }

    private static BundleReport.Subject subject(ModelManifest manifest) {
        return new BundleReport.Subject(
                manifest.name(),
                manifest.version(),
                manifest.horizon(),
                manifest.sha256(),
                manifest.thresholds().medium(),
                manifest.thresholds().high());
    }

    private static BundleReport.Data describe(HistoricalData data, RecordedUsers recorded) {
        return new BundleReport.Data(
                data.file(),
                data.format().id(),
                data.log().events(),
                data.leftOut(),
                recorded.cutOff(),
                data.log().users().size(),
                data.outcomes().description());
    }
}
