package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.benchmarks.contestant.SampleResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes results that intentstream has written, for the pass-through to write: those of this very load. */
final class Samples {
    /** Far more than a compressor looks back over, so that no sample helps it with the same one's next turn. */
    private static final int KEPT_OF_PARTITION = 1_000;

    private Samples() {}

    /** Writes a run's latest results to a file. */
    static void take(Cluster cluster, Assignment run, Path file) throws IOException {
        new SampleResults(latest(cluster, run.profiles()), latest(cluster, run.intents())).write(file);
    }

    /** As they lie one after the other: neighbours in a batch are what they compress well with. */
    private static List<byte[]> latest(Cluster cluster, String topic) {
        List<byte[]> values = new ArrayList<>();
        ResultReader.read(cluster, topic, KEPT_OF_PARTITION, record -> values.add(record.value()));
        if (values.isEmpty()) {
            throw new BenchmarkFailed("intentstream has written nothing to " + topic
                    + " that the pass-through could write too; raise --warm-up-events");
        }
        return values;
    }
}
