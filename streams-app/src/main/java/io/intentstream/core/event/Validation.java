package io.intentstream.core.event;

import io.intentstream.schema.ClickEvent;

/** The result of reading and validating an event: whether it may enter the engine. */
public sealed interface Validation {

    /** The event may enter. */
    record Accepted(ClickEvent event) implements Validation {}

    /**
     * The event may not enter; it goes to the dead-letter topic.
     *
     * @param reason why, as a code
     * @param message why, for people: names the field and the limit, never the content of the event
     */
    record Rejected(RejectReason reason, String message) implements Validation {}

    /**
     * The record is no event on purpose, such as a scroll or the description of a user; it is counted.
     *
     * @param what the kind of record, as its format names it; never the content of the event
     */
    record Skipped(String what) implements Validation {}
}
