package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.benchmarks.contestant.ContestantStage;
import io.intentstream.core.state.StateKey;
import io.intentstream.files.FileTree;
import io.intentstream.stream.store.StateKeySerde;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Processes the input, deletes the local state, and measures the time that intentstream needs to restore it. */
final class RestoreTurn {
    private final BenchmarkSettings settings;
    private final Cluster cluster;
    private final Assignment assignment;

    RestoreTurn(BenchmarkSettings settings, Cluster cluster, Assignment assignment) {
        this.settings = settings;
        this.cluster = cluster;
        this.assignment = assignment;
    }

    Restore play() throws IOException, InterruptedException {
        cluster.createTopics(assignment, settings.partitions);
        double empty = secondsToRun(settings.allEvents(Contestant.INTENTSTREAM));
        FileTree.delete(assignment.folder());
        double restore = secondsToRun(0);
        // All changelogs are restored, so all of them are read: the one of users, and the one of the expiry index.
        Map<TopicPartition, Long> ends = cluster.ends(cluster.topics(assignment.run(), "-changelog"));
        long started = System.nanoTime();
        ResultReader.read(cluster, ends, Long.MAX_VALUE, record -> {});
        double read = (System.nanoTime() - started) / 1e9;
        String users = assignment.run() + "-users-changelog";
        Map<StateKey, Integer> values = values(users, cluster.ends(List.of(users)));
        long known =
                values.keySet().stream().filter(StateKey.Head.class::isInstance).count();
        return new Restore(
                assignment.guarantee(),
                ends.values().stream().mapToLong(Long::longValue).sum(),
                cluster.logBytes(assignment.run(), "-changelog"),
                known,
                values.values().stream().mapToInt(Integer::intValue).sum() / (double) Math.max(1, known),
                restore,
                empty,
                read);
    }

    /** Starts intentstream, lets it process {@code events} events, and stops it; returns the seconds until it ran. */
    private double secondsToRun(long events) throws IOException, InterruptedException {
        try (ChildProcess process = Contestant.INTENTSTREAM.start(settings, assignment)) {
            long started = System.nanoTime();
            process.say(ContestantStage.AWAIT_RUNNING);
            process.hear();
            double seconds = (System.nanoTime() - started) / 1e9;
            while (cluster.committed(assignment.run()) < events) {
                if (!process.isAlive()) {
                    throw new BenchmarkFailed("intentstream stopped; see " + process.log());
                }
                Thread.sleep(100);
            }
            return seconds;
        }
    }

    /** The size of each value in the store; in a second pass, since the map would slow down the measured one. */
    private Map<StateKey, Integer> values(String changelog, Map<TopicPartition, Long> ends) {
        Map<StateKey, Integer> values = new HashMap<>();
        try (StateKeySerde keys = new StateKeySerde()) {
            ResultReader.read(cluster, ends, Long.MAX_VALUE, record -> {
                StateKey key = keys.deserializer().deserialize(changelog, record.key());
                if (record.value() == null) {
                    values.remove(key);
                } else {
                    values.put(key, record.serializedValueSize());
                }
            });
        }
        return values;
    }
}
