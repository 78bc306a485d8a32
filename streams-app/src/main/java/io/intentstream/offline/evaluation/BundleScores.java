package io.intentstream.offline.evaluation;

import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.model.Stepper;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A bundle's calibrated log-odds after every event of sessions, computed by the serving step. Many sessions are scored side
 * by side; each step scores the next event of each.
 */
final class BundleScores {
    private final double[][] logOdds;

    /** @param logOdds calibrated, for every event of every session */
    BundleScores(double[][] logOdds) {
        this.logOdds = logOdds;
    }

    static BundleScores of(IntentModel model, List<SessionExample> sessions) {
        double[][] scores = new double[sessions.size()][];
        List<Integer> longestFirst = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = new double[sessions.get(i).size()];
            longestFirst.add(i);
        }
        longestFirst.sort(Comparator.comparingInt(i -> -scores[i].length));
        try (Stepper stepper = model.newStepper()) {
            for (int from = 0; from < scores.length; from += stepper.capacity()) {
                int to = Math.min(scores.length, from + stepper.capacity());
                score(model, stepper, sessions, longestFirst.subList(from, to), scores);
            }
        }
        return new BundleScores(scores);
    }

    /** The scores of a sample of the sessions. */
    double[] of(Sample sample) {
        return sample.places().stream()
                .mapToDouble(place -> logOdds[place.session()][place.event()])
                .toArray();
    }

    /** The probability after an event. */
    double probability(int session, int event) {
        return 1 / (1 + Math.exp(-logOdds[session][event]));
    }

    /** Scores some sessions, the longest first, so that the unfinished ones are always the first rows. */
    private static void score(
            IntentModel model, Stepper stepper, List<SessionExample> all, List<Integer> rows, double[][] scores) {
        ModelManifest.Calibration calibration = model.manifest().calibration();
        float[][] states = new float[rows.size()][model.stateSize()];
        int running = rows.size();
        for (int event = 0; ; event++) {
            while (running > 0 && scores[rows.get(running - 1)].length <= event) {
                running--;
            }
            if (running == 0) {
                return;
            }
            for (int row = 0; row < running; row++) {
                SessionExample session = all.get(rows.get(row));
                stepper.put(row, session.events().get(event), states[row]);
            }
            stepper.step(running);
            for (int row = 0; row < running; row++) {
                stepper.state(row, states[row]);
                scores[rows.get(row)][event] = calibrated(calibration, stepper.logit(row));
            }
        }
    }

    private static double calibrated(ModelManifest.Calibration calibration, float logit) {
        if (Float.isNaN(logit)) {
            throw new EvaluationException(
                    "The model's score of an event is not a number. In the stream it would fall back to the base"
                            + " rate there. Train it again, with other options or data");
        }
        return calibration.slope() * logit + calibration.intercept();
    }
}
