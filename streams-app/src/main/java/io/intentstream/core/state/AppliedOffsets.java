package io.intentstream.core.state;

import java.util.Arrays;

/** The highest offset applied to a user's state, by input source. */
final class AppliedOffsets {
    private long[] sources = new long[0];
    private long[] offsets = new long[0];

    /** -1 when nothing of the source was applied. */
    long offset(long source) {
        for (int i = 0; i < sources.length; i++) {
            if (sources[i] == source) {
                return offsets[i];
            }
        }
        return -1;
    }

    void set(long source, long offset) {
        for (int i = 0; i < sources.length; i++) {
            if (sources[i] == source) {
                offsets[i] = offset;
                return;
            }
        }
        sources = Arrays.copyOf(sources, sources.length + 1);
        offsets = Arrays.copyOf(offsets, offsets.length + 1);
        sources[sources.length - 1] = source;
        offsets[offsets.length - 1] = offset;
    }

    void write(StateWriter out) {
        out.writeUnsigned(sources.length);
        for (int i = 0; i < sources.length; i++) {
            out.writeLong(sources[i]);
            out.writeUnsigned(offsets[i]);
        }
    }

    void read(StateReader in) {
        for (int n = in.readInt(); n > 0; n--) {
            set(in.readLong(), in.readUnsigned());
        }
    }
}
