package io.intentstream.benchmarks.harness;

/**
 * What one contestant did in one turn, warm-up left out.
 *
 * @param contestant who
 * @param guarantee under which guarantee
 * @param round which turn, from 1
 * @param events events measured
 * @param eventsPerSecond events whose results were committed, per second
 * @param cpuMicrosPerEvent processor time of the contestant's process per event, all its threads
 * @param startSeconds from the start of the process to its first commit that is seen
 * @param changelogBytesPerEvent what it wrote to changelogs; -1 when it has none
 * @param outputBytesPerEvent what it wrote to profiles and intents, as compressed in the logs
 * @param stateBytes its folder of local state at the end, Flink's checkpoints included; what RocksDB still holds in
 *     memory is not in it
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
