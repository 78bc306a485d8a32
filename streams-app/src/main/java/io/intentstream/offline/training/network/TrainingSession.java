package io.intentstream.offline.training.network;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A visit that a network learns from: as recorded, disturbed copies of it, and what its events are taught by now. */
final class TrainingSession {
    /** Part of the passes in which a copy is shown, where there are any. */
    private static final double COPY = 0.7;

    /** Visits are cut here in training, which bounds memory; scores are computed on whole visits. */
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
     * Puts visits and their copies together.
     *
     * @param copies lists of copies, each in the order of the recorded visits
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

    /** The events to show this time: as recorded, or as in one of the copies. */
    List<FeatureVector> show(Random random) {
        boolean copy = !copies.isEmpty() && random.nextDouble() < COPY;
        return (copy ? copies.get(random.nextInt(copies.size())) : recorded).events();
    }

    /** What each event is taught, 0 to 1; its label to begin with. */
    float[] targets() {
        return targets;
    }

    void teach(float[] newTargets) {
        targets = newTargets;
    }
}
