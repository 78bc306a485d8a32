package io.intentstream.core.state;

import io.intentstream.schema.EventType;
import java.util.Arrays;

/**
 * Events by type over a sliding span of event time, in steps. There is a count for each step and type with events. An event
 * older than the span is not counted, so the order of arrival does not matter.
 */
public final class RollingCounts {
    /** Upper bound of the number of event types. */
    static final int TYPES = 32;

    private final long stepMillis;
    private final int steps;
    /** One entry for each step and type: step number since the epoch * TYPES + ordinal of the type. */
    private long[] keys = new long[4];

    private int[] counts = new int[4];
    private int size;
    private long newestStep = Long.MIN_VALUE;

    RollingCounts(long stepMillis, int steps) {
        this.stepMillis = stepMillis;
        this.steps = steps;
    }

    void add(EventType type, long time) {
        long step = Math.floorDiv(time, stepMillis);
        if (step > newestStep) {
            newestStep = step;
            dropOld();
        } else if (step <= newestStep - steps) {
            return;
        }
        long key = step * TYPES + type.ordinal();
        // The latest entries are last, so most additions find theirs at once.
        int place = size;
        while (place > 0 && keys[place - 1] > key) {
            place--;
        }
        if (place > 0 && keys[place - 1] == key) {
            counts[place - 1]++;
            return;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        System.arraycopy(keys, place, keys, place + 1, size - place);
        System.arraycopy(counts, place, counts, place + 1, size - place);
        keys[place] = key;
        counts[place] = 1;
        size++;
    }

    /**
     * Adds up the newest {@code lastSteps} steps.
     *
     * @param lastSteps 1 to the number of steps held
     * @param sums by ordinal of {@link EventType}; added to
     */
    public void sum(int lastSteps, long[] sums) {
        for (int i = size - 1; i >= 0 && keys[i] >= (newestStep - lastSteps + 1) * TYPES; i--) {
            sums[(int) (keys[i] & (TYPES - 1))] += counts[i];
        }
    }

    /**
     * Counts the events of a type in the {@code lastSteps} steps up to a moment.
     *
     * @param lastSteps 1 to the number of steps held
     * @param now epoch milliseconds, not before the latest event
     */
    public long sum(EventType type, int lastSteps, long now) {
        long first = (Math.floorDiv(now, stepMillis) - lastSteps + 1) * TYPES;
        long sum = 0;
        for (int i = size - 1; i >= 0 && keys[i] >= first; i--) {
            if ((keys[i] & (TYPES - 1)) == type.ordinal()) {
                sum += counts[i];
            }
        }
        return sum;
    }

    /**
     * When {@link #sum(EventType, int, long)} is no longer more than a number if no event comes, epoch milliseconds; {@link
     * Long#MAX_VALUE} when it is not now.
     */
    public long fallsTo(EventType type, int lastSteps, long now, long most) {
        long first = (Math.floorDiv(now, stepMillis) - lastSteps + 1) * TYPES;
        long sum = 0;
        for (int i = size - 1; i >= 0 && keys[i] >= first; i--) {
            if ((keys[i] & (TYPES - 1)) == type.ordinal()) {
                sum += counts[i];
                if (sum > most) {
                    return (Math.floorDiv(keys[i], TYPES) + lastSteps) * stepMillis;
                }
            }
        }
        return Long.MAX_VALUE;
    }

    private void dropOld() {
        long first = (newestStep - steps + 1) * TYPES;
        int old = 0;
        while (old < size && keys[old] < first) {
            old++;
        }
        if (old > 0) {
            size -= old;
            System.arraycopy(keys, old, keys, 0, size);
            System.arraycopy(counts, old, counts, 0, size);
        }
    }

    void write(StateWriter out) {
        out.writeUnsigned(size);
        if (size > 0) {
            out.writeSigned(newestStep);
        }
        long previous = newestStep * TYPES;
        for (int i = size - 1; i >= 0; i--) {
            out.writeSigned(previous - keys[i]);
            out.writeUnsigned(counts[i]);
            previous = keys[i];
        }
    }

    void read(StateReader in) {
        size = in.readLength();
        if (size == 0) {
            return;
        }
        keys = new long[Math.max(4, size)];
        counts = new int[keys.length];
        newestStep = in.readSigned();
        long previous = newestStep * TYPES;
        for (int i = size - 1; i >= 0; i--) {
            previous -= in.readSigned();
            keys[i] = previous;
            counts[i] = in.readInt();
        }
    }
}
