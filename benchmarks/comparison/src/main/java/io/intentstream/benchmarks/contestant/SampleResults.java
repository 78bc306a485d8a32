package io.intentstream.benchmarks.contestant;

import io.intentstream.avro.EncodedRecord;
import io.intentstream.config.EngineSettings;
import io.intentstream.engine.BatchResult;
import io.intentstream.engine.Delivery;
import io.intentstream.engine.Engine;
import io.intentstream.engine.MemoryStates;
import io.intentstream.engine.Outcome;
import io.intentstream.input.simulator.ShopperSimulator;
import io.intentstream.input.simulator.SimulatorSettings;
import io.intentstream.model.IntentModel;
import io.intentstream.model.ModelBundle;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.serde.SerdeSettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;

/** Real results to send in place of computed ones: those of simulated shoppers who have been around for some visits. */
final class SampleResults {
    private static final int USERS = 400;
    private static final int EVENTS = 20_000;
    private static final int KEPT = 4_000;
    private static final int BATCH = 256;

    private SampleResults() {}

    /** A profile and an intent in the wire format. */
    record Pair(byte[] profile, byte[] intent) {}

    static List<Pair> of(Assignment assignment) {
        SerdeSettings serdes = SerdeSettings.ours(assignment.serdes());
        try (IntentModel model = ModelBundle.load(assignment.bundle());
                Engine engine = new Engine(EngineSettings.defaults(), model);
                Serializer<EncodedRecord<UserProfile>> profiles = serdes.serializerOfEncoded(UserProfile.SCHEMA$);
                Serializer<EncodedRecord<PurchaseIntent>> intents =
                        serdes.serializerOfEncoded(PurchaseIntent.SCHEMA$)) {
            List<Pair> pairs = new ArrayList<>();
            for (Outcome.Scored scored : lastOutcomes(engine)) {
                pairs.add(new Pair(
                        profiles.serialize(assignment.profiles(), scored.profile()),
                        intents.serialize(assignment.intents(), scored.intent().record())));
            }
            return pairs;
        }
    }

    private static List<Outcome.Scored> lastOutcomes(Engine engine) {
        ShopperSimulator shoppers = new ShopperSimulator(SimulatorSettings.of(USERS, 7));
        MemoryStates states = new MemoryStates();
        List<Outcome.Scored> last = new ArrayList<>();
        for (int done = 0; done < EVENTS; done += BATCH) {
            List<Delivery> batch = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                batch.add(new Delivery(shoppers.next(), 0, -1));
            }
            BatchResult result = engine.apply(batch, states);
            states.apply(result);
            if (done >= EVENTS - KEPT) {
                result.outcomes().forEach(outcome -> last.add((Outcome.Scored) outcome));
            }
        }
        return last;
    }
}
