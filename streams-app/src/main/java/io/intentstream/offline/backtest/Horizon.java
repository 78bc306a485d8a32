package io.intentstream.offline.backtest;

import io.intentstream.core.session.SessionGap;
import java.time.Duration;

/** Until when a purchase counts as following an event. */
public sealed interface Horizon {

    /** The rule in a sentence, for reports. */
    String describe();

    /** Inactivity that ends a session. */
    Duration gap();

    /**
     * Until when a purchase counts, in epoch milliseconds.
     *
     * @param moment time of the event
     * @param last time of the last event of its session
     */
    long end(long moment, long last);

    /**
     * Whether the recording ends before the horizon does.
     *
     * @param moment time of the event
     * @param last time of the last event of its session
     * @param recordingEnd when the recording ends
     */
    boolean isOpen(long moment, long last, long recordingEnd);

    /**
     * Later in the same session: what the models of the train command predict.
     *
     * @param gap inactivity that ends a session
     */
    record InSession(Duration gap) implements Horizon {
        @Override
        public long end(long moment, long last) {
            return last + gap.toMillis();
        }

        @Override
        public boolean isOpen(long moment, long last, long recordingEnd) {
            return SessionGap.of(gap).isCutOff(last, recordingEnd);
        }

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
        public long end(long moment, long last) {
            return moment + time.toMillis();
        }

        @Override
        public boolean isOpen(long moment, long last, long recordingEnd) {
            return end(moment, last) > recordingEnd;
        }

        @Override
        public String describe() {
            return "An event is positive if a purchase follows within " + time + " after it.";
        }
    }
}
