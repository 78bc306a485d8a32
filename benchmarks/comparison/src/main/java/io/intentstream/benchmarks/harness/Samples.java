package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.benchmarks.contestant.SampleResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Saves results that intentstream has written for this load, so that the pass-through can write them. */
final class Samples {
    /** Much more than the window of a compressor, so that a sample does not help to compress its repetition. */
    private static final int KEPT_OF_PARTITION = 1_000;

    private Samples() {}

    /** Writes a run's latest results to a file. */
    static void take(Cluster cluster, Assignment run, Path file) throws IOException {
        new SampleResults(latest(cluster, run.profiles()), latest(cluster, run.intents())).write(file);
    }

    /** In the order of the topic: neighbouring records compress well together. */
    private static List<byte[]> latest(Cluster cluster, String topic) {
        List<byte[]> values = new ArrayList<>();
        ResultReader.read(cluster, topic, KEPT_OF_PARTITION, record -> values.add(record.value()));
        if (values.isEmpty()) {
            throw new BenchmarkFailed("intentstream has written nothing to " + topic
                    + " that the pass-through could write; raise --warm-up-events");
        }
        return values;
    }
}
