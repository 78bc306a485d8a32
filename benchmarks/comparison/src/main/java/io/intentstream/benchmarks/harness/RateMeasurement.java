package io.intentstream.benchmarks.harness;

/**
 * The measurements of one turn of a contestant, without the warm-up.
 *
 * @param contestant name of the contestant
 * @param guarantee the processing guarantee
 * @param round number of the turn, from 1
 * @param events events measured
 * @param eventsPerSecond events whose results were committed, per second
 * @param cpuMicrosPerEvent processor time of the contestant's process per event, all its threads
 * @param startSeconds from the start of the process to its first observed commit
 * @param changelogBytesPerEvent bytes written to changelogs; -1 when it has none
 * @param outputBytesPerEvent bytes written to profiles and intents, as compressed in the logs
 * @param stateBytes size of the local state at the end, including Flink's checkpoints; without RocksDB's memory
 * @param heapBytes used heap after a collection
 * @param rssBytes resident memory at the end
 */
record RateMeasurement(
        String contestant,
        String guarantee,
        int round,
        long events,
        double eventsPerSecond,
        double cpuMicrosPerEvent,
        double startSeconds,
        double changelogBytesPerEvent,
        double outputBytesPerEvent,
        long stateBytes,
        long heapBytes,
        long rssBytes) {}
