package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.ContestantStage;
import io.intentstream.embedded.EmbeddedKafka;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The broker and the schema registry, in their own process. */
public final class ServersProcess {
    private ServersProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        // One day between compactions: log sizes must show what was written, not what compaction left.
        Map<String, String> settings = Map.of("log.cleaner.backoff.ms", "86400000");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, true, settings);
                EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(folder, 0)) {
            ContestantStage.say(kafka.bootstrapServers() + " " + registry.url());
            while (System.in.read() >= 0) {
                // Ends when the harness ends.
            }
        }
    }
}
