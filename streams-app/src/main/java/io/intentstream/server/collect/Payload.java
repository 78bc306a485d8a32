package io.intentstream.server.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.intentstream.server.http.Problem;
import io.intentstream.wire.format.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    /** Each takes room until its request is answered, also one that is no message at all. */
    private static final int MAX_MESSAGES = 10_000;

    /** What is read of a batch. */
    private static final Set<String> OF_BATCH = Set.of("batch", "sentAt", "context", "writeKey");

    /**
     * Finds places only; {@link StrictJson} reads what stands there. So its limits hold back nothing that a message of the
     * permitted size can have, lest one message take its batch with it.
     */
    private static final JsonFactory PLACES = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Endpoint.maxMessageBytes())
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // Names come from outside: interning them would fill a table of the whole process.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

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
        try (JsonParser parser = PLACES.createParser(body)) {
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
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (endpoint == Endpoint.BATCH && OF_BATCH.contains(name) && !seen.add(name)) {
                throw Problem.of(400, name + " stands twice in the body");
            }
            if (name.equals("writeKey") && value == JsonToken.VALUE_STRING) {
                writeKey = Optional.of(parser.getText());
            } else if (endpoint != Endpoint.BATCH) {
                parser.skipChildren();
            } else if (name.equals("batch")) {
                messages = slices(parser);
            } else if (name.equals("sentAt")) {
                boolean given = value.isScalarValue() && value != JsonToken.VALUE_NULL;
                sentAt = given ? TextNode.valueOf(parser.getText()) : null;
                parser.skipChildren();
            } else if (name.equals("context") && value == JsonToken.START_OBJECT) {
                context = context(body, slice(parser));
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
            if (slices.size() == MAX_MESSAGES) {
                throw Problem.of(413, "batch has more than " + MAX_MESSAGES + " messages: split it");
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                slices.add(slice(parser));
            } else {
                parser.skipChildren();
                slices.add(Slice.NO_OBJECT);
            }
        }
        return slices;
    }

    private static JsonNode context(byte[] body, Slice slice) {
        JsonNode context = StrictJson.container(body, slice.from(), slice.to());
        if (context == null) {
            throw Problem.of(
                    400,
                    "context is not JSON as it is read here: each name once, nested at most 64 deep, with numbers of at most"
                            + " 100 digits");
        }
        return context;
    }

    /** The place of the object that begins here; the parser goes to its end. */
    private static Slice slice(JsonParser parser) throws IOException {
        int from = start(parser);
        parser.skipChildren();
        return new Slice(from, end(parser));
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
