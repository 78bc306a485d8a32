package io.intentstream.core.session;

import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at each session once, with its last events hidden: the score after the last visible event counts.
 *
 * @param hidden number of hidden events
 */
public record Crop(int hidden) {
    /** The crops that all reports show. */
    public static final List<Crop> PUBLISHED =
            Stream.of(0, 1, 5, 10).map(Crop::new).toList();

    /** Its name in files, such as {@code crop5}. */
    public String id() {
        return "crop" + hidden;
    }

    /** Its name for people, such as {@code crop 5}. */
    public String title() {
        return "crop " + hidden;
    }

    /**
     * Index of the last visible event; negative when no event is visible.
     *
     * @param events number of events of the session
     * @param end number of events that crop 0 leaves visible. After a session's last event nothing follows, so where
     *     purchases are events these are the events before the first purchase, or all events if there is none
     */
    public int lastVisible(int events, int end) {
        return (hidden == 0 ? end : events - hidden) - 1;
    }
}
