package io.intentstream.offline.training.network;

import io.intentstream.offline.training.data.SessionExample;

/**
 * Targets for the events of a session that mix its outcome with the network's own scores of the following events. Early in a
 * session the outcome is mostly chance. The later scores have the same mean with less variance, so the network learns more
 * from a few thousand sessions. TD(λ), Sutton, "Learning to predict by the methods of temporal differences", 1988.
 */
final class LambdaReturn {
    private LambdaReturn() {}

    /**
     * Targets of a session's events, 0 to 1: 1 where the next event is a purchase, else {@code (1 - λ) p + λ target} of
     * the next event, and the label at the end.
     *
     * @param lambda 1 for the labels alone
     * @param logOdds the network's scores; those of this session's events begin at {@code first}
     */
    static float[] of(SessionExample session, double lambda, double[] logOdds, int first) {
        int last = session.labels().length - 1;
        float[] targets = new float[last + 1];
        targets[last] = session.labels()[last];
        for (int i = last - 1; i >= 0; i--) {
            double probability = 1 / (1 + Math.exp(-logOdds[first + i + 1]));
            targets[i] =
                    session.purchases()[i + 1] ? 1 : (float) ((1 - lambda) * probability + lambda * targets[i + 1]);
        }
        return targets;
    }
}
