package io.intentstream.core.state;

/** What a user's state says about an event before it is added. */
public enum Admission {
    /** The state does not contain the event. */
    NEW,

    /** An event with the same id is in the window: the client sent the event twice. */
    DUPLICATE,

    /**
     * Kafka delivers a record again that the state already contains, as happens under at-least-once after a crash. Known
     * only with {@link EngineSettings#trackRedelivery()}.
     */
    REDELIVERED
}
