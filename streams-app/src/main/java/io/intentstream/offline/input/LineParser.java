package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;

/** Parses the lines of one file of one format. */
interface LineParser {

    /** Whether the file's first line is the format's header rather than an event. */
    boolean isHeader(Line line);

    /** The event on the line, with an event id. */
    ClickEvent parse(Line line) throws MalformedLineException;
}
