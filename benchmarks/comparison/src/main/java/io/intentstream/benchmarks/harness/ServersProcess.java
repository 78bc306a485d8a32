package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.ContestantStage;
import io.intentstream.embedded.EmbeddedKafka;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The broker and the schema registry, in a process that no contestant shares. */
public final class ServersProcess {
    private ServersProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        // A day between looks: log sizes tell what was written, not what compaction left of it.
        Map<String, String> settings = Map.of("log.cleaner.backoff.ms", "86400000");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, true, settings);
                EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(folder, 0)) {
            ContestantStage.say(kafka.bootstrapServers() + " " + registry.url());
            while (System.in.read() >= 0) {
                // Ends with the harness, whichever way that ends.
            }
        }
    }
}
