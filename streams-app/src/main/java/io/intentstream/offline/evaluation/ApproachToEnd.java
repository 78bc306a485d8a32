package io.intentstream.offline.evaluation;

import io.intentstream.core.session.Crop;
import io.intentstream.offline.evaluation.report.Approach;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Computes the mean probability of buyers and of others by the number of events before the end of their sessions. */
final class ApproachToEnd {
    private static final int MOST_EVENTS = 20;

    /** Means over fewer sessions are unreliable. */
    private static final int LEAST_SESSIONS = 20;

    private ApproachToEnd() {}

    /**
     * @param sessions the sessions of the scores
     * @param counts whether a session counts
     */
    static List<Approach> of(List<SessionExample> sessions, BundleScores scores, Predicate<SessionExample> counts) {
        List<Approach> approach = new ArrayList<>();
        for (int before = 0; before <= MOST_EVENTS; before++) {
            ScoreSum buyers = new ScoreSum();
            ScoreSum others = new ScoreSum();
            for (int i = 0; i < sessions.size(); i++) {
                SessionExample session = sessions.get(i);
                int event = new Crop(before).lastVisible(session.course().end());
                if (event >= 0 && counts.test(session)) {
                    (session.labels()[event] == 1 ? buyers : others).add(scores.probability(i, event));
                }
            }
            if (Math.min(buyers.count, others.count) >= LEAST_SESSIONS) {
                approach.add(new Approach(before, buyers.mean(), others.mean()));
            }
        }
        return approach;
    }

    private static final class ScoreSum {
        private int count;
        private double sum;
        private double squares;

        void add(double value) {
            count++;
            sum += value;
            squares += value * value;
        }

        Approach.MeanScore mean() {
            double mean = sum / count;
            double variance = Math.max(0, squares / count - mean * mean);
            return new Approach.MeanScore(count, mean, Math.sqrt(variance / count));
        }
    }
}
