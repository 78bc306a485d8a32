package io.intentstream.offline.training.baseline;

import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.data.SessionExample;
import java.util.List;

/**
 * How much more often the outcome comes true in each data set than its features tell. In training, the offset of a
 * session's data set is added to every score of it. Otherwise a feature that only one data set lacks would learn to stand
 * for that data set. A served model has no offsets: it knows no data set.
 *
 * @param logOdds the offset of each data set, in log-odds; their mean over the training events is 0
 */
public record DataSetOffsets(double[] logOdds) {
    /** The offset of a session's data set, in log-odds; 0 for a data set that was not trained on. */
    public double of(SessionExample session) {
        return session.dataSet() < logOdds.length ? logOdds[session.dataSet()] : 0;
    }

    /**
     * Scores with the offset of each session's data set.
     *
     * @param sessions the sessions that were scored, in the same order
     */
    public Predictions addTo(Predictions scores, List<SessionExample> sessions) {
        double[] sums = scores.logOdds().clone();
        int event = 0;
        for (SessionExample session : sessions) {
            for (int end = event + session.labels().length; event < end; event++) {
                sums[event] += of(session);
            }
        }
        return new Predictions(scores.users(), scores.labels(), sums, scores.weights());
    }
}
