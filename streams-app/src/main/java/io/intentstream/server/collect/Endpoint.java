package io.intentstream.server.collect;

import java.util.List;
import java.util.Locale;

/** What trackers post, with the paths that they post it to: Segment's HTTP API has the words, its browser library the letters. */
enum Endpoint {
    TRACK("/v1/track", "/v1/t"),
    PAGE("/v1/page", "/v1/p"),
    SCREEN("/v1/screen", "/v1/s"),
    IDENTIFY("/v1/identify", "/v1/i"),
    ALIAS("/v1/alias", "/v1/a"),
    GROUP("/v1/group", "/v1/g"),
    /** Several messages, each with its type. RudderStack's browser library posts the last one with {@code sendBeacon}. */
    BATCH("/v1/batch", "/v1/b", "/v1/import", "/beacon/v1/batch"),
    /** What Segment's browser library tells of itself; it is taken and dropped. */
    LIBRARY_METRICS("/v1/m");

    private static final int EVENT_BYTES = 32 << 10;
    private static final int BATCH_BYTES = 500 << 10;

    private final List<String> paths;

    Endpoint(String... paths) {
        this.paths = List.of(paths);
    }

    /** Where it is posted to. */
    List<String> paths() {
        return paths;
    }

    /** The type of a message that is posted alone, as Segment names it. */
    String messageType() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Most bytes of a body, before and after it is inflated. */
    int maxBytes() {
        return this == BATCH ? BATCH_BYTES : EVENT_BYTES;
    }

    /** Most bytes of one message of a batch. */
    static int maxMessageBytes() {
        return EVENT_BYTES;
    }
}
