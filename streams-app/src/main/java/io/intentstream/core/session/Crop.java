package io.intentstream.core.session;

import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at each session once, some events before its outcome: counted back from the event before the first purchase, or
 * from the last event where nothing is bought. So no purchase is ever visible.
 *
 * @param hidden number of events between the visible ones and the outcome
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
        return hidden == 0 ? "before purchase (crop 0)" : "crop " + hidden;
    }

    /**
     * Index of the last visible event; negative when no event is visible.
     *
     * @param end number of events before the outcome, see {@link SessionCourse#end}
     */
    public int lastVisible(int end) {
        return end - hidden - 1;
    }
}
