package io.intentstream.offline.replay;

/** Receives a replay's progress, from any of its threads, many times a second. */
public interface ReplayProgress {

    /** The replay's current step. */
    enum Phase {
        /** Events are read and distributed over shards by user. */
        READING,
        /** The engine processes the shards. */
        REPLAYING
    }

    /**
     * Reports progress.
     *
     * @param part the part of the phase that is done, 0 to 1
     * @param events number of events processed in the phase so far
     */
    void at(Phase phase, double part, long events);
}
