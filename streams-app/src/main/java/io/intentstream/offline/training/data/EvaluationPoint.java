package io.intentstream.offline.training.data;

import io.intentstream.core.session.Crop;
import io.intentstream.core.session.SessionCourse;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The events of sessions whose scores are measured. None lies inside an order, where the outcome is known. */
public sealed interface EvaluationPoint {

    /** What "early" means, for reports. */
    String EARLY = "Early are the events before the first addition to the cart, view of the cart, checkout step or"
            + " purchase of their session.";

    /** What "per session" means, for reports. */
    String PER_SESSION = "Per session: the events of a session share the weight of one event, so long sessions count no"
            + " more than short ones.";

    /** What crops are where purchases are events, for reports. */
    String CROPS =
            "Crop c looks at each session once, at the event c events before the last one that precedes its first"
                    + " purchase, or before its last event if nothing is bought; a session too short for that, such as one that"
                    + " begins with a purchase, drops out.";

    /** How purchases form orders, for reports. */
    String ORDERS =
            "Purchases of one order id, or without an id and at most a minute apart, are one order; events between"
                    + " its first purchase and its last are neither learnt from nor measured.";

    /** Its name in files, such as {@code crop5}. */
    String id();

    /** Its name for people. */
    String title();

    /** The events of a session whose scores count; none if the session is too short. */
    List<Integer> events(SessionCourse session);

    /** Whether each session weighs the same, however many of its events count; else each event weighs the same. */
    default boolean weighsSessions() {
        return false;
    }

    /** Whether only early events of a session count. */
    default boolean isEarly() {
        return false;
    }

    /** All points in the order of reports, the headline first. */
    static List<EvaluationPoint> all() {
        Stream<EvaluationPoint> crops = Crop.PUBLISHED.stream().map(LastVisible::new);
        return Stream.concat(
                        Stream.of(
                                new Early(),
                                new BySession(new Early()),
                                new EveryEvent(),
                                new BySession(new EveryEvent())),
                        crops)
                .toList();
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
        public List<Integer> events(SessionCourse session) {
            return scored(session, session.size());
        }
    }

    /** After each event that precedes the cart and the checkout, where a purchase is not yet obvious. */
    record Early() implements EvaluationPoint {
        @Override
        public String id() {
            return "early";
        }

        @Override
        public String title() {
            return "early";
        }

        @Override
        public List<Integer> events(SessionCourse session) {
            return scored(session, session.early());
        }

        @Override
        public boolean isEarly() {
            return true;
        }
    }

    /** The same events as at another point; those of one session share the weight of 1. */
    record BySession(EvaluationPoint point) implements EvaluationPoint {
        @Override
        public String id() {
            return point.id() + "BySession";
        }

        @Override
        public String title() {
            return point.title() + ", per session";
        }

        @Override
        public List<Integer> events(SessionCourse session) {
            return point.events(session);
        }

        @Override
        public boolean weighsSessions() {
            return true;
        }

        @Override
        public boolean isEarly() {
            return point.isEarly();
        }
    }

    /** Once a session, a number of events before its outcome. */
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
        public List<Integer> events(SessionCourse session) {
            int last = crop.lastVisible(session.end());
            return last < 0 ? List.of() : List.of(last);
        }
    }

    private static List<Integer> scored(SessionCourse session, int before) {
        return IntStream.range(0, before).filter(session::isScored).boxed().toList();
    }
}
