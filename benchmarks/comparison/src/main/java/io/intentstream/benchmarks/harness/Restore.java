package io.intentstream.benchmarks.harness;

/**
 * How long it takes to get the state back once the local one is gone.
 *
 * @param guarantee under which guarantee
 * @param records records of all changelogs
 * @param bytes bytes of all changelogs, compressed
 * @param users users with a state
 * @param stateBytesPerUser mean size of their latest states, as encoded
 * @param restoreSeconds from the start of the stream until it runs
 * @param emptyStartSeconds the same with nothing to restore
 * @param readSeconds what a plain consumer takes to read all changelogs
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
