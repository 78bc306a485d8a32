package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;

/** Reads events of one format from the lines of one file. */
interface LineParser {

    /** Whether the file's first line is the format's header rather than an event. */
    boolean isHeader(Line line);

    /** The event on the line, with an id of its own. */
    ClickEvent parse(Line line) throws MalformedLineException;
}
