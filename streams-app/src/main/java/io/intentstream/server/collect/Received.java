package io.intentstream.server.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import io.intentstream.wire.format.ContentId;
import io.intentstream.wire.format.SegmentReader;
import io.intentstream.wire.format.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the messages of one request have become. Used by one thread.
 */
final class Received {
    private final List<ClickEvent> events = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private int skipped;

    /**
     * A message that is no event.
     *
     * @param index in its batch, from 0
     * @param messageId as the client gave it; null when it did not
     * @param reason as a code
     * @param message for people, without the content of the event
     */
    record Rejection(int index, @Nullable String messageId, String reason, String message) {}

    private final SegmentReader reader;
    private final EventValidator validator;
    private final Payload payload;
    private final Endpoint endpoint;
    private final Instant receivedAt;

    private Received(
            SegmentReader reader, EventValidator validator, Endpoint endpoint, Payload payload, Instant receivedAt) {
        this.reader = reader;
        this.validator = validator;
        this.endpoint = endpoint;
        this.payload = payload;
        this.receivedAt = receivedAt;
    }

    /** Reads and validates every message. */
    static Received of(
            SegmentReader reader, EventValidator validator, Endpoint endpoint, Payload payload, Instant receivedAt) {
        Received received = new Received(reader, validator, endpoint, payload, receivedAt);
        for (int i = 0; i < payload.messages().size(); i++) {
            received.add(i, payload.messages().get(i));
        }
        return received;
    }

    List<ClickEvent> events() {
        return events;
    }

    List<Rejection> rejections() {
        return rejections;
    }

    /** Messages that are no events on purpose. */
    int skipped() {
        return skipped;
    }

    private void add(int index, Payload.Slice slice) {
        if (!slice.isObject()) {
            reject(index, null, RejectReason.UNDECODABLE.name(), "the message is not a JSON object");
        } else if (slice.bytes() > Endpoint.maxMessageBytes()) {
            reject(
                    index,
                    null,
                    "MESSAGE_TOO_LARGE",
                    "the message has more than " + (Endpoint.maxMessageBytes() >> 10) + " KB");
        } else {
            Reading reading = new Reading();
            Validation result = StrictJson.read(payload.body(), slice.from(), slice.to(), reading::read);
            if (result instanceof Validation.Accepted accepted) {
                events.add(accepted.event());
            } else if (result instanceof Validation.Rejected rejected) {
                reject(index, reading.messageId, rejected.reason().name(), rejected.message());
            } else {
                skipped++;
            }
        }
    }

    private void reject(int index, @Nullable String messageId, String reason, String message) {
        rejections.add(new Rejection(index, messageId, reason, message));
    }

    /** One message on its way to an event. */
    private final class Reading {
        private @Nullable String messageId;

        private Validation read(JsonNode parsed) {
            ObjectNode message = (ObjectNode) parsed;
            messageId = message.path("messageId").textValue();
            boolean hasTime = has(message, "timestamp") || has(message, "originalTimestamp");
            Instant sentAt = reader.time(sentAt(message));
            complete(message, sentAt);
            Validation result = reader.read(message);
            if (!(result instanceof Validation.Accepted accepted)) {
                return result;
            }
            ClickEvent event = accepted.event();
            if (event.getEventId() == null) {
                event.setEventId(
                        hasTime ? contentId(message) : UUID.randomUUID().toString());
            }
            if (sentAt != null) {
                event.setEventTime(ClockSkew.correct(event.getEventTime(), sentAt, receivedAt));
            }
            return validator.validate(event, receivedAt.toEpochMilli());
        }

        /** A blank text is no value, as in every format. */
        private static boolean has(ObjectNode message, String name) {
            return !message.path(name).asText("").isBlank();
        }

        private JsonNode sentAt(ObjectNode message) {
            return payload.sentAt() != null ? payload.sentAt() : message.path("sentAt");
        }

        /** Adds what the path or the batch says for the message, and the time of arrival in place of one that cannot be used. */
        private void complete(ObjectNode message, @Nullable Instant sentAt) {
            if (endpoint != Endpoint.BATCH) {
                message.put("type", endpoint.messageType());
            }
            message.put("sentAt", (sentAt == null ? receivedAt : sentAt).toString());
            if (payload.context() != null && !message.hasNonNull("context")) {
                message.set("context", payload.context());
            }
        }

        /** Equal messages that happened at the same time are one event that was sent again, whenever they were sent. */
        private static String contentId(ObjectNode message) {
            byte[] content = message.without("sentAt").toString().getBytes(UTF_8);
            return ContentId.of(content, 0, content.length);
        }
    }
}
