package io.intentstream.offline.training.network;

import io.intentstream.offline.training.data.SessionExample;

/**
 * What the events of a visit are taught in place of its bare outcome: the outcome mixed with what the network itself
 * thinks after the events that follow. Early in a visit the outcome is mostly chance; the later scores say the same on
 * average with less scatter, and a few thousand visits teach more by them. TD(λ), Sutton, "Learning to predict by the
 * methods of temporal differences", 1988.
 */
final class LambdaReturn {
    private LambdaReturn() {}

    /**
     * Targets of a visit's events, 0 to 1: 1 where the next event is a purchase, else {@code (1 - λ) p + λ target} of
     * the next event, and the label at the end.
     *
     * @param lambda 1 for the labels alone
     * @param logOdds what the network says, at {@code first} and after for this visit's events
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
