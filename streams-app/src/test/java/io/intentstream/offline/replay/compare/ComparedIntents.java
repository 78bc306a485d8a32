package io.intentstream.offline.replay.compare;

import io.intentstream.schema.Band;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.schema.PurchaseIntent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** One side of a comparison: intents and tombstones in memory, in the order given. */
record ComparedIntents(
        List<PurchaseIntent> intents, List<String> expired, boolean isCompacted, boolean hasBytes, Schema writer)
        implements ResultSet {

    static ComparedIntents of(PurchaseIntent... intents) {
        return new ComparedIntents(List.of(intents), List.of(), false, true, PurchaseIntent.SCHEMA$);
    }

    ComparedIntents compacted() {
        return new ComparedIntents(intents, expired, true, hasBytes, writer);
    }

    ComparedIntents withExpired(String user) {
        return new ComparedIntents(intents, List.of(user), isCompacted, hasBytes, writer);
    }

    ComparedIntents withoutBytes() {
        return new ComparedIntents(intents, expired, isCompacted, false, writer);
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

    /** The same intents from a release whose schema lacked these fields. */
    ComparedIntents writtenWithout(String... fields) {
        List<Schema.Field> known = PurchaseIntent.SCHEMA$.getFields().stream()
                .filter(field -> !List.of(fields).contains(field.name()))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        Schema earlier = Schema.createRecord(
                PurchaseIntent.SCHEMA$.getName(), null, PurchaseIntent.SCHEMA$.getNamespace(), false, known);
        return new ComparedIntents(intents, expired, isCompacted, hasBytes, earlier);
    }

    private Result result(PurchaseIntent intent) {
        GenericRecord record = new GenericData.Record(writer);
        writer.getFields().forEach(field -> record.put(field.pos(), intent.get(field.name())));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<GenericRecord>(writer).write(record, encoder);
            encoder.flush();
            return Result.of(writer, bytes.toByteArray());
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
