package io.intentstream.server.collect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.server.http.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body with the places of its messages. They are cut out and parsed one by one, so that a message that cannot be read does not
 * take the others of its batch with it.
 *
 * @param body the whole body, in UTF-8
 * @param messages in their order
 * @param writeKey that the body names; empty when it names none
 * @param sentAt of a batch, for all its messages
 * @param context of a batch, for messages that have none
 */
record Payload(
        byte[] body,
        List<Slice> messages,
        Optional<String> writeKey,
        @Nullable JsonNode sentAt,
        @Nullable JsonNode context) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A message's place.
     *
     * @param from index of its first byte; negative when it is no object
     * @param to index after its last byte
     */
    record Slice(int from, int to) {
        private static final Slice NO_OBJECT = new Slice(-1, -1);

        boolean isObject() {
            return from >= 0;
        }

        int bytes() {
            return to - from;
        }
    }

    /**
     * Finds the messages of a body.
     *
     * @throws Problem when it is not JSON, or not of the form that the endpoint takes
     */
    static Payload parse(Endpoint endpoint, byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.of(400, "the body is not a JSON object");
            }
            Payload payload = parse(endpoint, body, parser);
            if (parser.nextToken() != null) {
                throw Problem.of(400, "something follows the JSON object in the body");
            }
            return payload;
        } catch (JsonProcessingException e) {
            throw Problem.of(400, "the body is not valid JSON" + place(e));
        } catch (IOException e) {
            throw Problem.of(400, "the body is not valid UTF-8");
        }
    }

    /** Where the fault is. The exception's own message would show a piece of the body. */
    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : ": see line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static Payload parse(Endpoint endpoint, byte[] body, JsonParser parser) throws IOException {
        int from = start(parser);
        List<Slice> messages = null;
        Optional<String> writeKey = Optional.empty();
        JsonNode sentAt = null;
        JsonNode context = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("writeKey") && value == JsonToken.VALUE_STRING) {
                writeKey = Optional.of(parser.getText());
            } else if (endpoint != Endpoint.BATCH) {
                parser.skipChildren();
            } else if (name.equals("batch")) {
                messages = slices(parser);
            } else if (name.equals("sentAt")) {
                sentAt = JSON.readTree(parser);
            } else if (name.equals("context")) {
                context = JSON.readTree(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (endpoint != Endpoint.BATCH) {
            messages = List.of(new Slice(from, end(parser)));
        }
        if (messages == null) {
            throw Problem.of(400, "batch is missing: it must be an array of messages");
        }
        return new Payload(body, messages, writeKey, sentAt, context);
    }

    private static List<Slice> slices(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Problem.of(400, "batch is not an array of messages");
        }
        List<Slice> slices = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                int from = start(parser);
                parser.skipChildren();
                slices.add(new Slice(from, end(parser)));
            } else {
                parser.skipChildren();
                slices.add(Slice.NO_OBJECT);
            }
        }
        return slices;
    }

    private static int start(JsonParser parser) {
        return index(parser.currentTokenLocation().getByteOffset());
    }

    private static int end(JsonParser parser) {
        return index(parser.currentLocation().getByteOffset());
    }

    private static int index(long offset) {
        if (offset < 0) {
            throw Problem.of(400, "the body is not in UTF-8");
        }
        return Math.toIntExact(offset);
    }
}
