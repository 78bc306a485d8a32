package io.intentstream.wire.format;

import io.intentstream.schema.EventType;

/** What becomes of an event of a name. */
public sealed interface EventRule {
    /** It is behaviour of this type. */
    record Becomes(EventType type) implements EventRule {}

    /** It is no behaviour: skipped, and counted. */
    record Skip() implements EventRule {}

    static EventRule becomes(EventType type) {
        return new Becomes(type);
    }
}
