package io.intentstream.offline.backtest;

import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.evaluation.EvaluationException;
import io.intentstream.offline.evaluation.report.EvaluationReport;
import io.intentstream.offline.replay.IngestReport;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.replay.Replay;
import io.intentstream.offline.replay.ReplayCheckpoint;
import io.intentstream.offline.replay.ReplayProgress;
import io.intentstream.offline.replay.ReplaySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Replays a recording with one or two bundles and reports how well they would have served. */
public final class Backtest {
    private static final double[] COMMON_THRESHOLDS = {0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

    private final Options options;
    private final ReplaySettings settings;
    private final ReplayProgress progress;
    private volatile boolean stopped;
    private volatile @Nullable Replay running;

    /**
     * How to report.
     *
     * @param horizon until when a purchase counts
     * @param mostEvents greatest number of events kept in memory for ranking metrics; beyond it, users are drawn by a hash
     * @param drawings number of bootstrap samples for the intervals
     * @param seed decides the bootstrap samples
     * @param command the command line that reproduces the report
     * @param code the release
     * @param source the input, as text
     */
    public record Options(
            Horizon horizon, int mostEvents, int drawings, long seed, String command, String code, String source) {}

    /**
     * The result of a backtest.
     *
     * @param report the metrics
     * @param ingest what was read; the same for all bundles
     */
    public record Finding(EvaluationReport report, IngestReport ingest) {}

    /** Prepares a backtest. */
    public Backtest(Options options, ReplaySettings settings, ReplayProgress progress) {
        this.options = options;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Replays with each bundle and compares.
     *
     * @param bundles their folders, one or two
     * @param folder for temporary files
     * @param now in epoch milliseconds
     * @return the result; empty when it was stopped
     * @throws EvaluationException when the recording has no events to measure
     */
    public Optional<Finding> run(RecordingPlan recording, List<Path> bundles, Path folder, long now)
            throws InterruptedException {
        RecordingPlan fixed = recording.asOfNow();
        List<BundleRun> runs = new ArrayList<>();
        for (Path bundle : bundles) {
            Optional<BundleRun> run = run(fixed, bundle, folder, now);
            if (run.isEmpty()) {
                return Optional.empty();
            }
            runs.add(run.get());
        }
        if (runs.size() == 2
                && !runs.get(0).scores().isOfTheEventsOf(runs.get(1).scores())) {
            throw new EvaluationException(
                    "The bundles were not replayed on the same events, so they cannot be compared: " + options.source()
                            + " changed meanwhile. Run the backtest again on a recording that does not change");
        }
        return Optional.of(new Finding(
                new BacktestReport(options, runs).build(), runs.get(0).summary().report()));
    }

    private Optional<BundleRun> run(RecordingPlan recording, Path bundle, Path folder, long now)
            throws InterruptedException {
        try (IntentModel model = ModelBundle.load(bundle)) {
            Replay replay = new Replay(settings, model, progress);
            running = replay;
            if (stopped) {
                return Optional.empty();
            }
            ScoreStore scores = new ScoreStore(options.mostEvents());
            CampaignSimulation campaign = new CampaignSimulation(thresholds(model.manifest()), options.horizon());
            UserHistories histories = new UserHistories(
                    options.horizon(),
                    (shard, users) -> users.forEach(user -> {
                        scores.add(user);
                        campaign.add(user);
                    }));
            ReplayCheckpoint work = ReplayCheckpoint.beginAgain(folder, replay.job(recording, "backtest"));
            try {
                return replay.run(recording, work, histories, now)
                        .map(summary -> new BundleRun(model.manifest(), scores, campaign, summary));
            } finally {
                work.delete();
            }
        }
    }

    /** The model's own thresholds, and common ones for the comparison of two models. */
    private static double[] thresholds(ModelManifest manifest) {
        return DoubleStream.concat(
                        DoubleStream.of(COMMON_THRESHOLDS),
                        DoubleStream.of(
                                manifest.thresholds().medium(),
                                manifest.thresholds().high()))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Ends {@link #run} soon. Any thread may call it. */
    public void stop() {
        stopped = true;
        Replay replay = running;
        if (replay != null) {
            replay.stop();
        }
    }
}
