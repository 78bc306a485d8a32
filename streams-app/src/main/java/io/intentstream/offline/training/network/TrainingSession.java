package io.intentstream.offline.training.network;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A session that a network learns from: as recorded, perturbed copies of it, and the current targets of its events. */
final class TrainingSession {
    /** Share of the passes in which a copy is shown, where there are copies. */
    private static final double COPY = 0.7;

    /** Training cuts sessions to this length, which bounds memory. Scores are computed on whole sessions. */
    private static final int MOST_EVENTS = 256;

    private final SessionExample recorded;
    private final List<SessionExample> copies;
    private final float @Nullable [] teacher;
    private final double teacherShare;
    private float[] targets;

    private TrainingSession(
            SessionExample recorded, List<SessionExample> copies, float @Nullable [] teacher, double teacherShare) {
        this.recorded = recorded;
        this.copies = copies;
        this.teacher = teacher;
        this.teacherShare = teacherShare;
        this.targets = mixed(recorded.labels());
    }

    /**
     * Joins sessions with their copies.
     *
     * @param copies lists of copies, each in the order of the recorded sessions
     * @param teacher a teacher's probabilities for each recorded session; empty without a teacher
     * @param teacherShare the teacher's part in targets, 0 to 1
     */
    static List<TrainingSession> of(
            List<SessionExample> recorded,
            List<List<SessionExample>> copies,
            List<float[]> teacher,
            double teacherShare) {
        List<TrainingSession> sessions = new ArrayList<>(recorded.size());
        for (int i = 0; i < recorded.size(); i++) {
            int place = i;
            sessions.add(new TrainingSession(
                    recorded.get(i).first(MOST_EVENTS),
                    copies.stream()
                            .map(list -> list.get(place).first(MOST_EVENTS))
                            .toList(),
                    teacher.isEmpty() ? null : teacher.get(place),
                    teacherShare));
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

    /** The target of each event, 0 to 1; initially its label, mixed with the teacher's probability. */
    float[] targets() {
        return targets;
    }

    /** Sets the targets; the teacher's probabilities are mixed in. */
    void setTargets(float[] newTargets) {
        targets = mixed(newTargets);
    }

    private float[] mixed(float[] ownTargets) {
        if (teacher == null) {
            return ownTargets;
        }
        float[] mixed = new float[ownTargets.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (float) ((1 - teacherShare) * ownTargets[i] + teacherShare * teacher[i]);
        }
        return mixed;
    }
}
