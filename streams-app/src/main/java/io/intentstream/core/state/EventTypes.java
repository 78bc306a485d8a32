package io.intentstream.core.state;

import io.intentstream.schema.EventType;

/**
 * Event types in the encoded state, by ordinal. New symbols of the enum in the schema may therefore only be appended, never
 * moved or removed.
 */
final class EventTypes {
    private static final EventType[] ALL = EventType.values();

    /** Number of event types. */
    static final int COUNT = ALL.length;

    private EventTypes() {}

    static EventType of(int ordinal) {
        return ALL[ordinal];
    }

    static void writeCounts(long[] counts, StateWriter out) {
        int different = 0;
        for (long count : counts) {
            different += count > 0 ? 1 : 0;
        }
        out.writeUnsigned(different);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                out.writeByte(i);
                out.writeUnsigned(counts[i]);
            }
        }
    }

    static void readCounts(long[] counts, StateReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            counts[in.readByte()] = in.readUnsigned();
        }
    }
}
