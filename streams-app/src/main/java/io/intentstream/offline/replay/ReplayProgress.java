package io.intentstream.offline.replay;

/** Is told how far a replay is, by its threads, many times a second. */
public interface ReplayProgress {

    /** What is going on. */
    enum Phase {
        /** Events are read and dealt to shards by user. */
        READING,
        /** Shards go through the engine. */
        REPLAYING
    }

    /**
     * Where the replay stands.
     *
     * @param part of the phase that is done, 0 to 1
     * @param events dealt with in the phase so far
     */
    void at(Phase phase, double part, long events);
}
