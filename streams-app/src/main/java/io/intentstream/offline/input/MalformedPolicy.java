package io.intentstream.offline.input;

/** What becomes of a line that is not an event of its format. */
public enum MalformedPolicy {
    /** Reading ends with an {@link InputException} that names the place. Nothing is lost, but one bad line stops all. */
    FAIL,
    /** The line is left out, counted and described in {@link EventSource#malformed()}; the caller reports the count. */
    SKIP_AND_COUNT
}
