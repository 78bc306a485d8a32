package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses the lines of one file of one format. */
interface LineParser {

    /** Whether the file's first line is the format's header rather than an event. */
    boolean isHeader(Line line);

    /** The event on the line, with an event id; null when the line is no event on purpose, which {@link #skipped} counts. */
    @Nullable
    ClickEvent parse(Line line) throws MalformedLineException;

    /** The lines so far that are no events on purpose, by what they are. */
    default Map<String, Long> skipped() {
        return Map.of();
    }
}
