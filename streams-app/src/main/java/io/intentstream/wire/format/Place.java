package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a record: names from the outside in, separated by dots, such as {@code properties.price}. A number
 * counts from 0 in an array. A record that has the whole text as a name, dots included, is read by it.
 */
public final class Place {
    private final String path;
    private final String[] names;

    private Place(String path) {
        this.path = path;
        this.names = path.split("\\.", -1);
    }

    public static Place of(String path) {
        return new Place(path);
    }

    /** The value that a record has there; null when it has none, or null, or a text of white space only. */
    public @Nullable JsonNode in(JsonNode record) {
        JsonNode value = names.length == 1 ? null : record.get(path);
        return present(value == null ? inner(record) : value);
    }

    private @Nullable JsonNode inner(JsonNode record) {
        JsonNode value = record;
        for (String name : names) {
            value = value.isArray() ? value.get(index(name)) : value.get(name);
            if (value == null) {
                return null;
            }
        }
        return value;
    }

    private static int index(String name) {
        int index = -1;
        for (int i = 0; i < name.length() && i < 9; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            index = Math.max(index, 0) * 10 + digit;
        }
        return index;
    }

    private static @Nullable JsonNode present(@Nullable JsonNode value) {
        return value == null
                        || value.isNull()
                        || value.isTextual() && value.textValue().isBlank()
                ? null
                : value;
    }

    /** As it was given. */
    @Override
    public String toString() {
        return path;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place place && place.path.equals(path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }
}
