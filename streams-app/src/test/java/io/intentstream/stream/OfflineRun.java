package io.intentstream.stream;

import io.intentstream.config.AppConfig;
import io.intentstream.config.AudienceFile;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserChange;
import io.intentstream.core.engine.WholeStates;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.processing.RecordOrigin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The expected results: those of the core over the records of the input topic. */
final class OfflineRun {
    private static final int BATCH = 100;

    private final MemoryStates states = new MemoryStates();
    private final Map<String, List<PurchaseIntent>> intents = new HashMap<>();
    private final Map<String, UserProfile> profiles = new HashMap<>();
    private final Map<String, List<AudienceEvent>> audienceEvents = new HashMap<>();
    private final Map<String, List<SessionOutcome>> sessionOutcomes = new HashMap<>();
    private final Map<String, List<Recommendations>> recommendations = new HashMap<>();
    private int scored;
    private int duplicates;
    private int garbage;

    static OfflineRun over(
            List<ConsumerRecord<byte[], byte[]>> records, Deserializer<ClickEvent> deserializer, AppConfig config) {
        OfflineRun run = new OfflineRun();
        try (IntentModel model = ModelBundle.load(config.modelPath());
                Engine engine = new Engine(config.engine(), model, outputs(config))) {
            for (int from = 0; from < records.size(); from += BATCH) {
                run.apply(engine, records.subList(from, Math.min(records.size(), from + BATCH)), deserializer);
            }
        }
        return run;
    }

    private static EngineOutputs outputs(AppConfig config) {
        return new EngineOutputs(
                true,
                config.audiences().path().map(AudienceFile::read).orElse(AudienceSet.NONE),
                config.topics().sessionOutcomes().isPresent(),
                config.topics()
                        .recommendations()
                        .flatMap(topic -> config.recommendations().bundle())
                        .map(config.recommendations()::plan));
    }

    private void apply(
            Engine engine, List<ConsumerRecord<byte[], byte[]>> records, Deserializer<ClickEvent> deserializer) {
        List<InputEvent> inputs = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value().length == 1) {
                garbage++;
                continue;
            }
            RecordOrigin origin = new RecordOrigin(record.topic(), record.partition(), record.offset());
            inputs.add(new InputEvent(
                    deserializer.deserialize(record.topic(), record.value()), origin.source(), origin.offset()));
        }
        BatchResult result = engine.apply(inputs, engine.load(inputs, states));
        states.apply(result);
        result.outcomes().forEach(this::note);
    }

    private void note(Outcome outcome) {
        if (outcome instanceof Outcome.Scored event) {
            scored++;
            PurchaseIntent intent = event.intent().record().read();
            intents.computeIfAbsent(intent.getUserId(), user -> new ArrayList<>())
                    .add(intent);
            profiles.put(intent.getUserId(), event.profile().read());
            event.changes().forEach(change -> note(intent.getUserId(), change));
        } else if (outcome instanceof Outcome.Duplicate) {
            duplicates++;
        }
    }

    private void note(String userId, UserChange change) {
        if (change instanceof UserChange.AudienceChange audience) {
            audienceEvents
                    .computeIfAbsent(userId, user -> new ArrayList<>())
                    .add(audience.record().read());
        } else if (change instanceof UserChange.SessionEnded session) {
            sessionOutcomes
                    .computeIfAbsent(userId, user -> new ArrayList<>())
                    .add(session.record().read());
        } else if (change instanceof UserChange.Recommended list) {
            recommendations
                    .computeIfAbsent(userId, user -> new ArrayList<>())
                    .add(list.record().read());
        }
    }

    /** The final states by user, in one piece, as hex. */
    Map<String, String> statesAsHex() {
        return StreamResults.hex(WholeStates.of(states));
    }

    /** Every user's intents in order. */
    Map<String, List<PurchaseIntent>> intents() {
        return intents;
    }

    /** Every user's final profile. */
    Map<String, UserProfile> profiles() {
        return profiles;
    }

    /** What each user entered and left, in order, up to the user's last event. */
    Map<String, List<AudienceEvent>> audienceEvents() {
        return audienceEvents;
    }

    /** The sessions of each user that had ended by the user's last event, in order. */
    Map<String, List<SessionOutcome>> sessionOutcomes() {
        return sessionOutcomes;
    }

    /** The lists of each user, in order. */
    Map<String, List<Recommendations>> recommendations() {
        return recommendations;
    }

    int scored() {
        return scored;
    }

    int duplicates() {
        return duplicates;
    }

    /** Records of a single byte, which are no events. */
    int garbage() {
        return garbage;
    }
}
