package io.intentstream.offline.input;

/** How lines that are not events of the format are handled. */
public enum MalformedPolicy {
    /** Reading fails with an {@link InputException} that names the place. Nothing is lost, but one bad line stops everything. */
    FAIL,
    /** The line is skipped, counted and described in {@link EventSource#malformed()}; the caller reports the count. */
    SKIP_AND_COUNT
}
