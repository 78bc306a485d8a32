package io.intentstream.benchmarks.flink;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.benchmarks.contestant.WindowScorer;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.wire.SerdeSettings;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Processes one event: reads the state from RocksDB, predicts over the session, writes the state, and emits intent and profile. */
final class ScoreEvent extends KeyedProcessFunction<String, Input, Output> {
    static final OutputTag<Output> PROFILES = new OutputTag<>("profiles") {
        private static final long serialVersionUID = 1;
    };

    private static final long serialVersionUID = 1;

    private final String[] arguments;
    private transient Assignment assignment;
    private transient ValueState<byte[]> user;
    private transient WindowScorer scorer;
    private transient Deserializer<ClickEvent> events;
    private transient Serializer<EncodedRecord<UserProfile>> profiles;
    private transient Serializer<EncodedRecord<PurchaseIntent>> intents;

    ScoreEvent(String[] arguments) {
        this.arguments = arguments;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        assignment = Assignment.of(arguments);
        user = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("user", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        scorer = new WindowScorer(assignment.bundle());
        SerdeSettings serdes = SerdeSettings.ours(assignment.serdes());
        events = serdes.deserializer();
        profiles = serdes.serializerOfEncoded(UserProfile.SCHEMA$);
        intents = serdes.serializerOfEncoded(PurchaseIntent.SCHEMA$);
    }

    @Override
    public void processElement(Input input, Context context, Collector<Output> out) throws Exception {
        ClickEvent event = events.deserialize(assignment.input(), input.value);
        WindowScorer.WindowScore scored = scorer.score(event, user.value());
        user.update(scored.state());
        byte[] key = input.userId.getBytes(StandardCharsets.UTF_8);
        long time = event.getEventTime().toEpochMilli();
        context.output(PROFILES, new Output(key, profiles.serialize(assignment.profiles(), scored.profile()), time));
        out.collect(new Output(key, intents.serialize(assignment.intents(), scored.intent()), time));
    }

    @Override
    public void close() {
        if (scorer != null) {
            scorer.close();
        }
    }
}
