package io.intentstream.core.event;

import io.intentstream.schema.ClickEvent;

/** Whether an event may enter the engine. */
public sealed interface Validation {

    /** It may. */
    record Accepted(ClickEvent event) implements Validation {}

    /**
     * It may not, and goes to the dead-letter topic.
     *
     * @param reason why, as a code
     * @param message why, for a person: names the field and the limit, never the event's content
     */
    record Rejected(RejectReason reason, String message) implements Validation {}
}
