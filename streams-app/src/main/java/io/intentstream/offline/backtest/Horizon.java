package io.intentstream.offline.backtest;

import java.time.Duration;

/** Until when a purchase counts as having followed. */
public sealed interface Horizon {

    /** What counts, in a sentence for reports. */
    String describe();

    /**
     * Later in the same session, as the models of the train command predict.
     *
     * @param gap inactivity that ends a session
     */
    record InSession(Duration gap) implements Horizon {
        @Override
        public String describe() {
            return "An event is positive if a purchase follows later in the same session; a session ends after "
                    + gap.toMinutes() + " minutes without an event.";
        }
    }

    /**
     * Within a time after the event, whatever the sessions.
     *
     * @param time how long
     * @param gap inactivity that ends a session, for what is told by session
     */
    record Within(Duration time, Duration gap) implements Horizon {
        @Override
        public String describe() {
            return "An event is positive if a purchase follows within " + time + " after it.";
        }
    }

    /** Inactivity that ends a session. */
    Duration gap();
}
