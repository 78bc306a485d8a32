package io.intentstream.benchmarks.contestant;

import ai.djl.MalformedModelException;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.wire.SerdeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Kafka Streams and DJL as in tutorials: for each record one look-up and one {@code Predictor.predict}. */
public final class NaiveContestant {
    private static final String STORE = "users";

    private NaiveContestant() {}

    public static void main(String[] arguments) throws Exception {
        Assignment assignment = Assignment.of(arguments);
        try (KafkaStreams streams = new KafkaStreams(topology(assignment), PlainStreams.settings(assignment))) {
            streams.start();
            ContestantStage.perform();
        }
    }

    private static Topology topology(Assignment assignment) {
        SerdeSettings serdes = SerdeSettings.ours(assignment.serdes());
        Topology topology = new Topology();
        topology.addSource("clickstream", Serdes.String().deserializer(), serdes.deserializer(), assignment.input());
        topology.addProcessor("score", () -> new NaiveScoring(assignment), "clickstream");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray()),
                "score");
        topology.addSink(
                "profiles",
                assignment.profiles(),
                Serdes.String().serializer(),
                serdes.serializerOfEncoded(UserProfile.SCHEMA$),
                "score");
        topology.addSink(
                "intents",
                assignment.intents(),
                Serdes.String().serializer(),
                serdes.serializerOfEncoded(PurchaseIntent.SCHEMA$),
                "score");
        return topology;
    }

    /** The processor of a task. */
    private static final class NaiveScoring implements Processor<String, ClickEvent, String, EncodedRecord<?>> {
        private final Assignment assignment;
        private ProcessorContext<String, EncodedRecord<?>> context;
        private KeyValueStore<String, byte[]> users;
        private WindowScorer scorer;

        NaiveScoring(Assignment assignment) {
            this.assignment = assignment;
        }

        @Override
        public void init(ProcessorContext<String, EncodedRecord<?>> processorContext) {
            context = processorContext;
            users = context.getStateStore(STORE);
            try {
                scorer = new WindowScorer(assignment.bundle());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MalformedModelException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void process(Record<String, ClickEvent> record) {
            WindowScorer.WindowScore scored = scorer.score(record.value(), users.get(record.key()));
            users.put(record.key(), scored.state());
            context.forward(record.withValue(scored.profile()), "profiles");
            context.forward(record.withValue(scored.intent()), "intents");
        }

        @Override
        public void close() {
            scorer.close();
        }
    }
}
