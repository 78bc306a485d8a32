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
 * @param furtherWarmUpEvents events that each works off, after those of known shoppers, before it is measured: the JIT
 *     compiler is at work until then
 * @param events events that each is measured on; the fast ones on several times as many
 * @param slowWarmUpEvents events that the slow ones work off before they are measured
 * @param slowEvents events that the slow ones are measured on
 * @param users simulated users
 * @param allKnown whether each of them has come once before: an event of each comes first
 * @param sessionsPerDay visits of a simulated user in a day: how many are at it at a time
 * @param hotKeyShare part of the events that are one user's, 0 for none
 * @param lateShare part of the events that come after their user's next, 0 for none
 * @param taobao a Taobao file to play in place of the simulation
 * @param commitMillis time between commits or checkpoints
 * @param threads stream threads or parallelism
 * @param partitions of every topic
 * @param loads parts of a contestant's capacity at which latency is measured; empty for none
 * @param latencySeconds how long
 * @param restore whether to measure how long it takes to get the state back
 * @param heap the contestants' largest heap, as for {@code -Xmx}
 * @param javaOptions more options for the contestants' JVMs
 */
record BenchmarkSettings(
        Path home,
        Path bundle,
        Path work,
        List<Contestant> contestants,
        List<String> guarantees,
        int rounds,
        long furtherWarmUpEvents,
        long events,
        long slowWarmUpEvents,
        long slowEvents,
        int users,
        boolean allKnown,
        double sessionsPerDay,
        double hotKeyShare,
        double lateShare,
        Optional<Path> taobao,
        long commitMillis,
        int threads,
        int partitions,
        List<Double> loads,
        int latencySeconds,
        boolean restore,
        String heap,
        List<String> javaOptions) {
    /** A pass-through works off the events of the others in two seconds, which is too short to measure. */
    private static final int FAST_TIMES = 5;

    /** Where one partition has come to its end, the other threads have less to share the machine with. */
    private static final double RESERVE = 1.1;

    /** How many shoppers have come once before the simulation. */
    int knownShoppers() {
        return allKnown ? users : 0;
    }

    /** Events that come before those measured. */
    long warmUpEvents() {
        return knownShoppers() + furtherWarmUpEvents;
    }

    /** Events on the topic: some more than anyone works off, so that no partition ends before the last look. */
    long eventsOnTopic() {
        long most = contestants.stream().mapToLong(this::allEvents).max().orElse(0);
        return (long) (RESERVE * Math.max(most, allEvents(Contestant.INTENTSTREAM)));
    }

    /** Events of the shortest turn. */
    long fewestEvents() {
        return contestants.stream().mapToLong(this::allEvents).min().orElse(0);
    }

    /** Events that a contestant works off before it is measured. */
    long warmUpEvents(Contestant contestant) {
        return contestant.isSlow() ? Math.min(slowWarmUpEvents, warmUpEvents()) : warmUpEvents();
    }

    /** Events that a contestant is measured on. */
    long measuredEvents(Contestant contestant) {
        return switch (contestant.pace()) {
            case FAST -> FAST_TIMES * events;
            case USUAL -> events;
            case SLOW -> Math.min(slowEvents, events);
        };
    }

    /** Events of a contestant's turn, the warm-up's included. */
    long allEvents(Contestant contestant) {
        return warmUpEvents(contestant) + measuredEvents(contestant);
    }
}
