package io.intentstream.benchmarks.harness;

/**
 * The time to restore the state after the local one is lost.
 *
 * @param guarantee the processing guarantee
 * @param records records of all changelogs
 * @param bytes bytes of all changelogs, compressed
 * @param users users with a state
 * @param stateBytesPerUser mean size of their latest states, as encoded
 * @param restoreSeconds from the start of the stream until it runs
 * @param emptyStartSeconds the same with nothing to restore
 * @param readSeconds time of a plain consumer to read all changelogs
 */
record Restore(
        String guarantee,
        long records,
        long bytes,
        long users,
        double stateBytesPerUser,
        double restoreSeconds,
        double emptyStartSeconds,
        double readSeconds) {}
