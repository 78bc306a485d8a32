package io.intentstream.benchmarks.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param home the folder {@code benchmarks}
 * @param bundle the model bundle
 * @param work where brokers and contestants keep what they keep; emptied at the end
 * @param contestants who takes part, in the order of their turns
 * @param guarantees under which guarantees
 * @param rounds turns of each
 * @param events events on the topic
 * @param slowEvents events that the slow ones get measured on
 * @param users simulated users
 * @param visitsPerDay visits of a simulated user in a day: how many are at it at a time
 * @param taobao a Taobao file to play in place of the simulation
 * @param commitMillis time between commits or checkpoints
 * @param threads stream threads or parallelism
 * @param partitions of every topic
 * @param heap the contestants' largest heap, as for {@code -Xmx}
 */
record Settings(
        Path home,
        Path bundle,
        Path work,
        List<Contestant> contestants,
        List<String> guarantees,
        int rounds,
        long events,
        long slowEvents,
        int users,
        double visitsPerDay,
        Optional<Path> taobao,
        long commitMillis,
        int threads,
        int partitions,
        String heap) {

    /** Part of the events that a contestant warms up on before it is measured. */
    static final double WARM_UP = 0.4;

    long events(Contestant contestant) {
        return contestant.isSlow() ? Math.min(slowEvents, events) : events;
    }
}
