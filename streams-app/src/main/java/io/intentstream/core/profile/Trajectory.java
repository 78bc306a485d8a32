package io.intentstream.core.profile;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;

/**
 * The latest events as a profile shows them, encoded one after the other: an event is encoded once, and not again for
 * each of the profiles that show it. (As objects they lie all over the memory, and to gather them from there takes longer
 * than all the rest of a profile.)
 */
final class Trajectory {
    /** Most events shown. */
    private static final int MOST = 10;

    private byte[] bytes = new byte[512];
    private int start;
    private int end;
    private final int[] lengths = new int[MOST];
    private int size;

    /** Forgets the events: the next {@link #follow} encodes all of them. */
    void clear() {
        size = 0;
        start = 0;
        end = 0;
    }

    /**
     * Goes on to the latest event of the user's window, where the window is that of before with one event more at its end.
     *
     * @param scratch is overwritten
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

    /** Writes them as an array of {@link io.intentstream.schema.TrajectoryStep}, oldest first. */
    void write(AvroOutput out) {
        out.startBlock(size);
        out.writeFixed(bytes, start, end - start);
        out.endBlock();
    }
}
