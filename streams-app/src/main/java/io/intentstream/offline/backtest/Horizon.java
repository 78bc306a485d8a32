package io.intentstream.offline.backtest;

import java.time.Duration;

/** Until when a purchase counts as following an event. */
public sealed interface Horizon {

    /** The rule in a sentence, for reports. */
    String describe();

    /**
     * Later in the same session: what the models of the train command predict.
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
     * Within a time after the event, across sessions.
     *
     * @param time how long
     * @param gap inactivity that ends a session, for metrics by session
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
