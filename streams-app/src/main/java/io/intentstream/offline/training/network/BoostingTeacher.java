package io.intentstream.offline.training.network;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.baseline.BaselineKind;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gradient boosting as a teacher (Hinton, Vinyals, Dean, "Distilling the knowledge in a neural network", 2015). Early in a session
 * the outcome is mostly chance, and boosting finds thresholds in single features that a network finds slowly. Its
 * probabilities, mixed with the outcomes, are targets with less variance.
 *
 * <p>Boosting would repeat the outcomes of sessions that it learnt from, so each half of the users is taught by boosting that learnt
 * from the other half.
 */
public final class BoostingTeacher {
    private static final int HALVES = 2;

    private BoostingTeacher() {}

    /**
     * The teacher's probabilities after every event of some sessions.
     *
     * @param validation calibrates boosting and tells it when to stop, by the users of the taught half: boosting has learnt from
     *     none of them, even where they are pupils, too
     * @param seed of random numbers
     * @return {@code [events]} for each session, in their order
     * @throws io.intentstream.offline.training.baseline.BaselineException when boosting cannot run on this machine
     */
    public static List<float[]> probabilities(
            FeatureSpec features, List<SessionExample> sessions, List<SessionExample> validation, long seed) {
        List<float[]> probabilities = new ArrayList<>(
                sessions.stream().map(session -> new float[session.size()]).toList());
        for (int half = 0; half < HALVES; half++) {
            int taught = half;
            int[] places = IntStream.range(0, sessions.size())
                    .filter(i -> half(sessions.get(i)) == taught)
                    .toArray();
            Sample learnt = everyEvent(ofHalf(sessions, 1 - taught));
            Sample pupils =
                    everyEvent(IntStream.of(places).mapToObj(sessions::get).toList());
            double[] logOdds = BaselineKind.GRADIENT_BOOSTING
                    .fit(features, learnt, everyEvent(ofHalf(validation, taught)), seed)
                    .logOdds(pupils);
            for (int i = 0; i < logOdds.length; i++) {
                Sample.Place place = pupils.places().get(i);
                probabilities.get(places[place.session()])[place.event()] = (float) (1 / (1 + Math.exp(-logOdds[i])));
            }
        }
        return probabilities;
    }

    private static List<SessionExample> ofHalf(List<SessionExample> sessions, int half) {
        return sessions.stream().filter(session -> half(session) == half).toList();
    }

    private static Sample everyEvent(List<SessionExample> sessions) {
        return Sample.of(sessions, new EvaluationPoint.EveryEvent());
    }

    private static int half(SessionExample session) {
        return (int) Math.floorMod(WindowEvent.hash(session.user()), (long) HALVES);
    }
}
