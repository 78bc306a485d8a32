package io.intentstream.core.engine;

import io.intentstream.core.state.History;
import io.intentstream.core.state.SessionScores;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;

/**
 * The current session before an event.
 *
 * @param events its events
 * @param spentMinor what the user had spent in the event's currency, in minor units
 */
record SessionBefore(int events, long spentMinor) {

    static SessionBefore of(History history, WindowEvent event) {
        return new SessionBefore(
                history.session().events(),
                event.type() == EventType.PURCHASE ? history.spending().totalMinor(event.currency()) : 0);
    }

    /**
     * Whether the event belongs to the current session, which may begin with it.
     *
     * @param after the history with the event
     * @param late whether the event is older than one already seen: it may belong to an earlier session
     */
    boolean isContinuedBy(History after, boolean late) {
        return !late || after.session().events() > events;
    }

    /** Counts an event of the current session, before its score is known. */
    void count(WindowEvent event, History after, SessionScores scores) {
        if (after.session().events() == 1) {
            scores.begin(event);
        }
        if (event.type() == EventType.PURCHASE && after.session().count(EventType.PURCHASE) > 0) {
            scores.buy(after.spending().totalMinor(event.currency()) - spentMinor, event.currency());
        }
    }
}
