package io.intentstream.benchmarks.harness;

/** When each event is due. Made by the sender, read by the listener. */
final class Timetable {
    private final double nanosPerEvent;
    private final long first;
    private final long recover;
    private volatile long startNanos;

    /**
     * @param rate events per second
     * @param first number of the first event on the timetable; those before it are for warming up
     * @param recover how many of them are sent before measuring begins
     */
    Timetable(double rate, long first, long recover) {
        this.nanosPerEvent = 1e9 / rate;
        this.first = first;
        this.recover = recover;
    }

    void start(long nanos) {
        startNanos = nanos;
    }

    /** In {@link System#nanoTime}. */
    long dueNanos(long number) {
        return startNanos + (long) ((number - first) * nanosPerEvent);
    }

    boolean counts(long number) {
        return number >= first + recover;
    }
}
