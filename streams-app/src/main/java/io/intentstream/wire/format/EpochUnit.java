package io.intentstream.wire.format;

/** The unit of times that are written as numbers since 1970-01-01T00:00:00Z. */
public enum EpochUnit {
    /** Seconds. */
    S(3),
    /** Milliseconds. */
    MS(0),
    /** Microseconds. */
    US(-3),
    /** No numbers: times are ISO-8601 texts. */
    ISO(0);

    private final int digitsToMillis;

    EpochUnit(int digitsToMillis) {
        this.digitsToMillis = digitsToMillis;
    }

    /** By how many digits the point moves to the right to give milliseconds. */
    int digitsToMillis() {
        return digitsToMillis;
    }
}
