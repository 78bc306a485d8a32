package io.intentstream.server.http;

import io.intentstream.schema.PurchaseIntent;
import io.intentstream.server.json.JsonRecords;
import org.jspecify.annotations.Nullable;

/** An intent with its place in the stream. All listeners share it; the first that sends it makes its JSON. */
final class IntentEvent {
    private final StreamPosition position;
    private final PurchaseIntent intent;
    private @Nullable String json;

    IntentEvent(StreamPosition position, PurchaseIntent intent) {
        this.position = position;
        this.intent = intent;
    }

    StreamPosition position() {
        return position;
    }

    PurchaseIntent intent() {
        return intent;
    }

    /** The intent as JSON. Two threads may make it at the same time, with the same outcome. */
    String json() {
        String made = json;
        if (made == null) {
            made = JsonRecords.line(intent);
            json = made;
        }
        return made;
    }
}
