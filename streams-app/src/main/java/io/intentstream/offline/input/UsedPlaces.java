package io.intentstream.offline.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.wire.format.EventMapper;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Tells the values of a record that an event may be made of from those that nothing reads. */
final class UsedPlaces {
    private final Set<String> places = new HashSet<>();

    /** A place in one element of an array is the place in all of them here. */
    UsedPlaces(EventMapper mapper) {
        mapper.placesRead().forEach(place -> places.add(place.replaceAll("\\.\\d+(?=\\.|$)", "[]")));
    }

    /** Passes on each value that is not read, with its place. */
    void unused(JsonNode record, BiConsumer<String, String> receiver) {
        unused("", record, receiver);
    }

    private void unused(String path, JsonNode value, BiConsumer<String, String> receiver) {
        if (isUsed(path, value)) {
            return;
        }
        if (value.isObject()) {
            value.properties().forEach(field -> unused(inside(path, field.getKey()), field.getValue(), receiver));
        } else if (value.isArray()) {
            value.forEach(element -> unused(path + "[]", element, receiver));
        } else if (!value.isNull() && !value.asText().isBlank()) {
            receiver.accept(path, value.asText());
        }
    }

    /** The same record without what is not read. */
    ObjectNode used(JsonNode record) {
        return used("", record) instanceof ObjectNode some ? some : JsonNodeFactory.instance.objectNode();
    }

    private @Nullable JsonNode used(String path, JsonNode value) {
        if (isUsed(path, value)) {
            return value;
        }
        if (value.isObject()) {
            ObjectNode some = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                JsonNode inside = used(inside(path, field.getKey()), field.getValue());
                if (inside != null) {
                    some.set(field.getKey(), inside);
                }
            }
            return some.isEmpty() ? null : some;
        }
        ArrayNode some = JsonNodeFactory.instance.arrayNode();
        if (value.isArray()) {
            for (JsonNode element : value) {
                JsonNode inside = used(path + "[]", element);
                if (inside != null) {
                    some.add(inside);
                }
            }
        }
        return some.isEmpty() ? null : some;
    }

    /** Of an array of objects, each field is looked at. */
    private boolean isUsed(String path, JsonNode value) {
        return places.contains(path) && !(value.isArray() && value.path(0).isObject());
    }

    private static String inside(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
