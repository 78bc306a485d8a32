package io.intentstream.offline.training.network;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A session that a network learns from: as recorded, perturbed copies of it, and the current targets of its events. */
final class TrainingSession {
    /** Share of the passes in which a copy is shown, where there are copies. */
    private static final double COPY = 0.7;

    /** Training cuts sessions to this length, which bounds memory. Scores are computed on whole sessions. */
    private static final int MOST_EVENTS = 256;

    private final SessionExample recorded;
    private final List<SessionExample> copies;
    private float[] targets;

    private TrainingSession(SessionExample recorded, List<SessionExample> copies) {
        this.recorded = recorded;
        this.copies = copies;
        this.targets = recorded.labels();
    }

    /**
     * Joins sessions with their copies.
     *
     * @param copies lists of copies, each in the order of the recorded sessions
     */
    static List<TrainingSession> of(List<SessionExample> recorded, List<List<SessionExample>> copies) {
        List<TrainingSession> sessions = new ArrayList<>(recorded.size());
        for (int i = 0; i < recorded.size(); i++) {
            int place = i;
            sessions.add(new TrainingSession(
                    recorded.get(i).first(MOST_EVENTS),
                    copies.stream()
                            .map(list -> list.get(place).first(MOST_EVENTS))
                            .toList()));
        }
        return sessions;
    }

    SessionExample recorded() {
        return recorded;
    }

    /** Number of events. */
    int length() {
        return recorded.labels().length;
    }

    /** The events to show this time: those recorded, or those of one of the copies. */
    List<FeatureVector> show(Random random) {
        boolean copy = !copies.isEmpty() && random.nextDouble() < COPY;
        return (copy ? copies.get(random.nextInt(copies.size())) : recorded).events();
    }

    /** The target of each event, 0 to 1; initially its label. */
    float[] targets() {
        return targets;
    }

    void setTargets(float[] newTargets) {
        targets = newTargets;
    }
}
