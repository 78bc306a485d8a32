package io.intentstream.offline.evaluation.sample;

import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;

/** From where in their sessions scores are looked at. */
public sealed interface EvaluationPoint {
    /** The crops that reports show. */
    List<Integer> CROPS = SessionExample.CROPS;

    /** Its name in files, such as {@code crop5}. */
    String id();

    /** Its name for people. */
    String title();

    /** The events of a session whose scores count; none if the session is too short. */
    List<Integer> events(ObservedSession session);

    /** Every event and all crops, in the order of reports. */
    static List<EvaluationPoint> all() {
        List<EvaluationPoint> all = new ArrayList<>();
        all.add(new EveryEvent());
        CROPS.forEach(hidden -> all.add(new Crop(hidden)));
        return List.copyOf(all);
    }

    /** After each event. */
    record EveryEvent() implements EvaluationPoint {
        @Override
        public String id() {
            return "everyEvent";
        }

        @Override
        public String title() {
            return "every event";
        }

        @Override
        public List<Integer> events(ObservedSession session) {
            List<Integer> events = new ArrayList<>();
            for (int i = 0; i < session.size(); i++) {
                events.add(i);
            }
            return events;
        }
    }

    /**
     * Once a session, with its last events hidden.
     *
     * @param hidden how many
     */
    record Crop(int hidden) implements EvaluationPoint {
        @Override
        public String id() {
            return "crop" + hidden;
        }

        @Override
        public String title() {
            return "crop " + hidden;
        }

        @Override
        public List<Integer> events(ObservedSession session) {
            int last = hidden == 0 ? session.end() - 1 : session.size() - 1 - hidden;
            return last < 0 ? List.of() : List.of(last);
        }
    }
}
