package io.intentstream.core.profile;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;

/**
 * The latest events in a profile's encoding, one after another. An event is encoded once and not for every profile that
 * shows it: its objects are scattered in memory, and reading them again would take longer than writing the rest of the
 * profile.
 */
final class Trajectory {
    /** Most events shown. */
    private static final int MOST = 10;

    private byte[] bytes = new byte[512];
    private int start;
    private int end;
    private final int[] lengths = new int[MOST];
    private int size;

    /** Drops the events. The next {@link #follow} encodes all of them again. */
    void clear() {
        size = 0;
        start = 0;
        end = 0;
    }

    /**
     * Adds the latest event of a user's window. The window must be that of the previous call with one more event at its end.
     *
     * @param scratch overwritten
     */
    void follow(UserState user, AvroOutput scratch) {
        int shown = Math.min(MOST, user.size());
        int first = size == 0 ? user.size() - shown : user.size() - 1;
        for (int i = first; i < user.size(); i++) {
            while (size >= shown) {
                dropFirst();
            }
            add(user.event(i), scratch);
        }
    }

    private void add(WindowEvent event, AvroOutput scratch) {
        scratch.reset();
        scratch.writeEnum(event.type().ordinal());
        scratch.writeLong(event.time());
        scratch.writeOptional(event.itemId());
        scratch.writeOptional(event.categoryId());
        int length = scratch.bytesBuffered();
        makeRoom(length);
        scratch.copyTo(bytes, end);
        end += length;
        lengths[size++] = length;
    }

    private void dropFirst() {
        start += lengths[0];
        System.arraycopy(lengths, 1, lengths, 0, --size);
    }

    private void makeRoom(int more) {
        if (bytes.length - end >= more) {
            return;
        }
        int kept = end - start;
        byte[] target = bytes.length - kept >= 2 * more ? bytes : new byte[2 * (kept + more)];
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        start = 0;
        end = kept;
    }

    /** Writes the events as an array of {@link io.intentstream.schema.TrajectoryStep}, oldest first. */
    void write(AvroOutput out) {
        out.startBlock(size);
        out.writeFixed(bytes, start, end - start);
        out.endBlock();
    }
}
