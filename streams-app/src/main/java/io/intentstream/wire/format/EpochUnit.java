package io.intentstream.wire.format;

/** The unit of times that are written as numbers since 1970-01-01T00:00:00Z. */
public enum EpochUnit {
    S,
    MS,
    US,
    /** No numbers: times are ISO-8601 texts. */
    ISO
}
