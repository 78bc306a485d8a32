package io.intentstream.core.state;

/** Mean of durations in milliseconds, kept as count and sum. */
public final class MeanDuration {
    private long count;
    private long sum;

    void add(long millis) {
        count++;
        sum += millis;
    }

    /** Durations added. */
    public long count() {
        return count;
    }

    /** Mean in milliseconds, rounded down; 0 when nothing was added. */
    public long millis() {
        return count == 0 ? 0 : sum / count;
    }

    void write(StateWriter out) {
        out.writeUnsigned(count);
        out.writeUnsigned(sum);
    }

    void read(StateReader in) {
        count = in.readUnsigned();
        sum = in.readUnsigned();
    }
}
