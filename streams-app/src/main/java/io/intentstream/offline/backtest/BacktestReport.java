package io.intentstream.offline.backtest;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.evaluation.EvaluationException;
import io.intentstream.offline.evaluation.report.BundleReport;
import io.intentstream.offline.evaluation.report.DataSetResults;
import io.intentstream.offline.evaluation.report.EvaluationReport;
import io.intentstream.offline.evaluation.report.MetricRow;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.evaluation.report.View;
import io.intentstream.offline.replay.IngestReport;
import io.intentstream.offline.replay.Replay;
import io.intentstream.offline.replay.ReplayCounts;
import io.intentstream.offline.stats.MetricCalculator;
import io.intentstream.offline.stats.MetricEstimates;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.UserBootstrap;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.LearntFrom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes a report from replays joined with outcomes. */
final class BacktestReport {
    private final Backtest.Options options;
    private final List<BundleRun> runs;
    private final UserBootstrap bootstrap;

    /** @param runs replays of the same recording with one or two bundles */
    BacktestReport(Backtest.Options options, List<BundleRun> runs) {
        this.options = options;
        this.runs = runs;
        this.bootstrap =
                new UserBootstrap(Math.max(1, runs.get(0).scores().users()), options.drawings(), options.seed());
    }

    EvaluationReport build() {
        requireScores();
        List<BundleReport> bundles = runs.stream().map(this::bundle).toList();
        List<Section> sections = new ArrayList<>();
        runs.forEach(run -> sections.add(CampaignSection.of(run)));
        if (runs.size() == 2) {
            sections.add(PairwiseSection.of(
                    runs.get(0).title(),
                    estimates(runs.get(0), everyEvent(runs.get(0))),
                    runs.get(1).title(),
                    estimates(runs.get(1), everyEvent(runs.get(1)))));
        }
        return new EvaluationReport(
                "Backtest of " + EvaluationReport.titles(bundles),
                options.command(),
                options.code(),
                sections,
                bundles,
                List.of());
    }

    private void requireScores() {
        Replay.ReplaySummary summary = runs.get(0).summary();
        if (summary.counts().scored() == 0) {
            IngestReport ingest = summary.report();
            throw new EvaluationException("No event of " + options.source() + " was scored: " + ingest.accepted()
                    + " were accepted, " + summary.counts().withheld() + " of them without consent, "
                    + ingest.rejections() + " rejected " + ingest.rejected() + ", " + ingest.skips() + " skipped, and "
                    + ingest.malformed() + " lines malformed. Check what is read, and the range");
        }
    }

    private BundleReport bundle(BundleRun run) {
        List<View> views = new ArrayList<>();
        List<String> notes = notes(run);
        for (EvaluationPoint point : points()) {
            ScoreStore.PointScores scores = run.scores().at(point);
            if (scores.predictions().hasBothOutcomes()) {
                views.add(view(run, point, scores));
            } else {
                notes.add(point.title() + " is left out: all "
                        + scores.predictions().size() + " scores have the same outcome.");
            }
        }
        if (views.isEmpty()) {
            throw new EvaluationException(
                    "Every event of " + options.source() + " has the same outcome, or none that is"
                            + " known: a backtest needs purchases, and a period longer than its horizon");
        }
        ModelManifest.Thresholds thresholds = run.manifest().thresholds();
        return new BundleReport(
                new BundleReport.Subject(
                        run.manifest().name(),
                        run.manifest().version(),
                        run.manifest().horizon(),
                        run.manifest().sha256(),
                        thresholds.medium(),
                        thresholds.high()),
                new BundleReport.Protocol("all users, each event scored as served", options.seed(), options.drawings()),
                List.of(data(run)),
                List.of(new DataSetResults(options.source(), views, List.of())),
                notes);
    }

    /** Crops look at the outcome of the session, so they say nothing about another horizon. */
    private List<EvaluationPoint> points() {
        return EvaluationPoint.all().stream()
                .filter(point -> options.horizon() instanceof Horizon.InSession
                        || !(point instanceof EvaluationPoint.LastVisible))
                .toList();
    }

    private static Predictions everyEvent(BundleRun run) {
        return run.scores().at(new EvaluationPoint.EveryEvent()).predictions();
    }

    private static String damage(IngestReport ingest) {
        return ingest.corrupt() == 0
                ? ""
                : " Damaged parts of the files were left out, " + ingest.corrupt() + " of them.";
    }

    private BundleReport.Data data(BundleRun run) {
        IngestReport ingest = run.summary().report();
        ReplayCounts counts = run.summary().counts();
        long leftOut = ingest.malformed() + ingest.rejections() + counts.duplicates() + counts.withheld();
        String crops = options.horizon() instanceof Horizon.InSession ? " " + EvaluationPoint.CROPS : "";
        return new BundleReport.Data(
                options.source(),
                Instant.ofEpochMilli(ingest.earliest()) + " to " + Instant.ofEpochMilli(ingest.latest()),
                counts.scored(),
                leftOut,
                run.scores().cutOff(),
                Math.toIntExact(counts.users()),
                options.horizon().describe() + " " + EvaluationPoint.ORDERS + " " + EvaluationPoint.EARLY + " "
                        + EvaluationPoint.PER_SESSION
                        + " What came of an event is told by later events alone." + crops
                        + damage(ingest));
    }

    private static List<String> notes(BundleRun run) {
        List<String> notes = new ArrayList<>();
        notes.add("Events whose horizon reaches beyond the end of the recording, and sessions that it cuts off, have no"
                + " outcome and do not count, whether a purchase followed already or not.");
        IngestReport ingest = run.summary().report();
        if (ingest.beyondEnd() > 0) {
            notes.add(ingest.describeEnd());
        }
        if (run.scores().keptOneOf() > 1) {
            notes.add("The metrics of ranking and calibration are those of one in "
                    + run.scores().keptOneOf()
                    + " users, drawn by a hash of their ids; what acting on the score would have"
                    + " meant is told of all.");
        }
        long withoutTime = ingest.withoutUsableTime();
        if (withoutTime > 0) {
            notes.add(withoutTime + " events had no usable time and were left out.");
        }
        return notes;
    }

    private View view(BundleRun run, EvaluationPoint point, ScoreStore.PointScores scores) {
        MetricEstimates estimates = estimates(run, scores.predictions());
        return View.of(
                point.id(),
                point.title(),
                scores.predictions(),
                scores.sessions(),
                List.of(MetricRow.ofModel(run.title(), LearntFrom.told(run.manifest()), estimates)),
                estimates);
    }

    private MetricEstimates estimates(BundleRun run, Predictions predictions) {
        ModelManifest.Thresholds thresholds = run.manifest().thresholds();
        return MetricEstimates.of(new MetricCalculator(predictions, thresholds.medium(), thresholds.high()), bootstrap);
    }
}
