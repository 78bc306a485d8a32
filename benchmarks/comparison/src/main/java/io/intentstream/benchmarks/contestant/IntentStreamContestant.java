package io.intentstream.benchmarks.contestant;

import io.intentstream.config.AppConfig;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.stream.IntentStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams.State;

/** intentstream with its defaults and the settings that all contestants share; with audiences or recommendations when it is assigned a file or a bundle. */
public final class IntentStreamContestant {
    private IntentStreamContestant() {}

    public static void main(String[] arguments) throws Exception {
        run(Assignment.of(arguments), ModelBundle.load(Assignment.of(arguments).bundle()));
    }

    static void run(Assignment assignment, IntentModel model) throws Exception {
        try (IntentStream stream = new IntentStream(config(assignment), model)) {
            stream.start();
            ContestantStage.perform(() -> stream.state() == State.RUNNING);
        }
    }

    private static AppConfig config(Assignment assignment) {
        Map<String, String> settings = new HashMap<>(Map.ofEntries(
                Map.entry("bootstrap.servers", assignment.bootstrap()),
                Map.entry("schema.registry.url", assignment.registry()),
                Map.entry("application.id", assignment.run()),
                Map.entry("input.topics", assignment.input()),
                Map.entry("input.format", assignment.format().id()),
                Map.entry("profiles.topic", assignment.profiles()),
                Map.entry("intents.topic", assignment.intents()),
                Map.entry("dead.letter.topic", assignment.deadLetters()),
                Map.entry("control.topic", "none"),
                Map.entry("processing.guarantee", assignment.guarantee()),
                Map.entry("commit.interval.ms", Long.toString(assignment.commitMillis())),
                Map.entry("num.stream.threads", Integer.toString(assignment.threads())),
                Map.entry("model.path", assignment.bundle().toString()),
                Map.entry("data.dir", assignment.folder().toString())));
        assignment.audiences().ifPresent(file -> {
            settings.put("audiences.path", file.toString());
            settings.put("audience.events.topic", assignment.audienceEvents());
            settings.put("session.outcomes.topic", assignment.sessionOutcomes());
        });
        assignment.items().ifPresent(bundle -> {
            settings.put("items.path", bundle.toString());
            settings.put("recommendations.topic", assignment.recommendations());
        });
        return AppConfig.of(settings);
    }
}
