package io.intentstream.benchmarks.harness;

/** The due time of each event. The sender writes it, the listener reads it. */
final class Timetable {
    private final double nanosPerEvent;
    private final long first;
    private final long recover;
    private volatile long startNanos;

    /**
     * @param rate events per second
     * @param first number of the first event on the timetable; those before it are the warm-up
     * @param recover number of events on the timetable that are sent before measuring begins
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
