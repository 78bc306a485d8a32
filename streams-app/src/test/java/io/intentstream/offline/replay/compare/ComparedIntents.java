package io.intentstream.offline.replay.compare;

import io.intentstream.schema.Band;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.schema.PurchaseIntent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** One side of a comparison: intents and tombstones in memory, in the order given. */
record ComparedIntents(List<PurchaseIntent> intents, List<String> expired, boolean isCompacted, boolean hasBytes)
        implements ResultSet {

    static ComparedIntents of(PurchaseIntent... intents) {
        return new ComparedIntents(List.of(intents), List.of(), false, true);
    }

    ComparedIntents compacted() {
        return new ComparedIntents(intents, expired, true, hasBytes);
    }

    ComparedIntents withExpired(String user) {
        return new ComparedIntents(intents, List.of(user), isCompacted, hasBytes);
    }

    ComparedIntents withoutBytes() {
        return new ComparedIntents(intents, expired, isCompacted, false);
    }

    static PurchaseIntent intent(String user, String event, long update, double probability) {
        return PurchaseIntent.newBuilder()
                .setUserId(user)
                .setEventId(event)
                .setEventTime(Instant.parse("2025-01-06T08:00:00Z"))
                .setUpdateNumber(update)
                .setProbability(probability)
                .setBand(Band.MEDIUM)
                .setHorizon("purchase later in the session")
                .setCategories(List.of(new CategoryIntent("shoes", probability)))
                .setModelName("m")
                .setModelVersion("1")
                .setModelFingerprint("f")
                .build();
    }

    static Result result(PurchaseIntent intent) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<>(PurchaseIntent.class).write(intent, encoder);
            encoder.flush();
            return Result.of(PurchaseIntent.SCHEMA$, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String describe() {
        return "intents in memory";
    }

    @Override
    public long estimatedBytes() {
        return intents.size();
    }

    @Override
    public void read(ResultCursor reader) {
        intents.forEach(intent -> reader.result(result(intent)));
        expired.forEach(reader::tombstone);
    }
}
