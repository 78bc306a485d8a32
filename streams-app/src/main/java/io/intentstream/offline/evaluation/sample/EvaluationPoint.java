package io.intentstream.offline.evaluation.sample;

import io.intentstream.core.session.Crop;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The events of sessions whose scores are measured. */
public sealed interface EvaluationPoint {

    /** Its name in files, such as {@code crop5}. */
    String id();

    /** Its name for people. */
    String title();

    /** The events of a session whose scores count; none if the session is too short. */
    List<Integer> events(ObservedSession session);

    /** Every event and all crops, in the order of reports. */
    static List<EvaluationPoint> all() {
        Stream<EvaluationPoint> crops = Crop.PUBLISHED.stream().map(LastVisible::new);
        return Stream.concat(Stream.of(new EveryEvent()), crops).toList();
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
            return IntStream.range(0, session.size()).boxed().toList();
        }
    }

    /** Once a session, with its last events hidden. */
    record LastVisible(Crop crop) implements EvaluationPoint {
        @Override
        public String id() {
            return crop.id();
        }

        @Override
        public String title() {
            return crop.title();
        }

        @Override
        public List<Integer> events(ObservedSession session) {
            int last = crop.lastVisible(session.size(), session.end());
            return last < 0 ? List.of() : List.of(last);
        }
    }
}
