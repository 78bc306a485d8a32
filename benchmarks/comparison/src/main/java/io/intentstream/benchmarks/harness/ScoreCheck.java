package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.wire.SerdeSettings;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Counts every contestant's results and compares the scores of those that predict with each other. Intents carry
 * probabilities rounded to four decimals. Two scores of one event may differ by one in the last decimal, because of
 * rounding, for at most one event in a hundred; anything else voids the run.
 */
final class ScoreCheck {
    private static final double STEP = 1e-4;
    private static final double NEIGHBOURS_ALLOWED = 0.01;

    /** Several events of a file may share an id: nearly all results must be there, not all. */
    private static final double COMPLETE = 0.99;

    /** The first score of each event, and its contestant. */
    private final Map<String, Score> reference = new HashMap<>();

    /** Number of scores of each contestant that were compared with another's. */
    private final Map<Contestant, Long> inCommon = new EnumMap<>(Contestant.class);

    private long compared;
    private long neighbours;

    private record Score(double probability, Contestant by) {}

    /**
     * Checks a run's committed results.
     *
     * @param expected minimum number of events that the run has processed
     */
    void check(Cluster cluster, Assignment assignment, Contestant contestant, long expected) {
        long profiles = ResultReader.read(cluster, assignment.profiles(), Long.MAX_VALUE, any -> {});
        requireNearlyAll(contestant, "profiles", profiles, expected);
        if (contestant.scores()) {
            Map<String, Double> scores = scores(cluster, assignment);
            requireNearlyAll(contestant, "scores", scores.size(), expected);
            compare(contestant, scores);
        } else {
            long intents = ResultReader.read(cluster, assignment.intents(), Long.MAX_VALUE, any -> {});
            requireNearlyAll(contestant, "intents", intents, expected);
        }
    }

    private static void requireNearlyAll(Contestant contestant, String what, long found, long expected) {
        if (found < COMPLETE * expected) {
            throw new BenchmarkFailed("Void: %s committed %,d events, but only %,d %s of them are there"
                    .formatted(contestant.id(), expected, found, what));
        }
    }

    private void compare(Contestant contestant, Map<String, Double> scores) {
        long shared = 0;
        long apart = 0;
        for (Map.Entry<String, Double> score : scores.entrySet()) {
            Score first = reference.putIfAbsent(score.getKey(), new Score(score.getValue(), contestant));
            if (first == null) {
                continue;
            }
            double difference = Math.abs(first.probability - score.getValue());
            if (difference > 1.5 * STEP) {
                throw new BenchmarkFailed("Void: event %s has score %s by %s, but %s by %s"
                        .formatted(
                                score.getKey(), score.getValue(), contestant.id(), first.probability, first.by.id()));
            }
            int neighbour = difference > STEP / 2 ? 1 : 0;
            shared++;
            apart += neighbour;
            if (first.by != contestant) {
                compared++;
                neighbours += neighbour;
                inCommon.merge(contestant, 1L, Long::sum);
                inCommon.merge(first.by, 1L, Long::sum);
            }
        }
        if (apart > NEIGHBOURS_ALLOWED * shared) {
            throw new BenchmarkFailed("Void: of %,d scores of %s that others have too, %,d are rounded differently"
                    .formatted(shared, contestant.id(), apart));
        }
    }

    /**
     * Fails when few of a contestant's scores were compared with another's: contestants begin with different partitions, so
     * those that process few events may have none in common. Call it after all turns.
     *
     * @param fewest events that the slowest contestant processes
     */
    void requireCompared(List<Contestant> contestants, long fewest) {
        List<Contestant> scoring =
                contestants.stream().filter(Contestant::scores).distinct().toList();
        for (Contestant contestant : scoring) {
            long count = inCommon.getOrDefault(contestant, 0L);
            if (scoring.size() > 1 && 2 * count < fewest) {
                throw new BenchmarkFailed(
                        ("Void: only %,d scores of %s are of events that another contestant has scored too; raise"
                                        + " --events, and include intentstream, which scores most")
                                .formatted(count, contestant.id()));
            }
        }
    }

    /** The number of scores that were compared, for the report. */
    String summary() {
        return compared == 0
                ? "none: fewer than two contestants predict"
                : String.format(Locale.ROOT, "%,d, of which %,d are rounded differently", compared, neighbours);
    }

    private static Map<String, Double> scores(Cluster cluster, Assignment assignment) {
        Map<String, Double> scores = new HashMap<>();
        try (Deserializer<PurchaseIntent> intents =
                SerdeSettings.ours(cluster.serdes()).deserializer()) {
            ResultReader.read(cluster, assignment.intents(), Long.MAX_VALUE, record -> {
                PurchaseIntent intent = intents.deserialize(assignment.intents(), record.value());
                scores.put(intent.getEventId(), intent.getProbability());
            });
        }
        return scores;
    }
}
