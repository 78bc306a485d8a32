package io.intentstream.server.http;

import io.intentstream.server.json.JsonRecords;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A record with its place in the stream. All listeners share it; the first that sends it makes its JSON. */
final class FeedEvent<T extends SpecificRecord> {
    private final StreamPosition position;
    private final T record;
    private @Nullable String json;

    FeedEvent(StreamPosition position, T record) {
        this.position = position;
        this.record = record;
    }

    StreamPosition position() {
        return position;
    }

    T record() {
        return record;
    }

    /** The record as JSON. Two threads may make it at the same time, with the same outcome. */
    String json() {
        String made = json;
        if (made == null) {
            made = JsonRecords.line(record);
            json = made;
        }
        return made;
    }
}
