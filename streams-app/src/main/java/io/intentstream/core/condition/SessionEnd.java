package io.intentstream.core.condition;

/** When variables that end with the session change. */
final class SessionEnd {
    private SessionEnd() {}

    /** The session's end if it is still to come; {@link Facts#NEVER} otherwise. */
    static long after(Facts facts) {
        long end = facts.sessionOverAt();
        return end > facts.now() ? end : Facts.NEVER;
    }
}
