package io.intentstream.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Formats JSON for people: what fits stands on one line, empty values are left out, and long texts, long arrays and the rest
 * of a long object are cut.
 */
final class JsonLayout {
    private static final int WIDTH = 100;
    private static final int MOST_CHARS = 70;
    private static final int MOST_ELEMENTS = 3;
    private static final int MOST_LINES = 48;

    private final List<String> lines = new ArrayList<>();

    private JsonLayout() {}

    /** The lines of a value, at most {@value #MOST_LINES} and one that says how many were left out. */
    static List<String> lines(JsonNode value) {
        JsonLayout text = new JsonLayout();
        text.write("", "", value, "");
        List<String> all = text.lines;
        if (all.size() <= MOST_LINES) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, MOST_LINES));
        first.add("... and " + Plurals.of(all.size() - MOST_LINES, "more line"));
        return first;
    }

    private void write(String indent, String name, JsonNode value, String after) {
        String flat = flat(value);
        if (!value.isContainerNode() || indent.length() + name.length() + flat.length() <= WIDTH) {
            lines.add(indent + name + flat + after);
        } else if (value.isObject()) {
            lines.add(indent + name + "{");
            for (Iterator<Map.Entry<String, JsonNode>> fields = told(value); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                write(indent + "  ", quoted(field.getKey()) + ": ", field.getValue(), fields.hasNext() ? "," : "");
            }
            lines.add(indent + "}" + after);
        } else {
            lines.add(indent + name + "[");
            for (int i = 0; i < Math.min(value.size(), MOST_ELEMENTS); i++) {
                write(indent + "  ", "", value.get(i), i + 1 < value.size() ? "," : "");
            }
            if (value.size() > MOST_ELEMENTS) {
                lines.add(indent + "  ... and " + (value.size() - MOST_ELEMENTS) + " more");
            }
            lines.add(indent + "]" + after);
        }
    }

    private static String flat(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isObject()) {
            told(value).forEachRemaining(each -> parts.add(quoted(each.getKey()) + ": " + flat(each.getValue())));
            return "{" + String.join(", ", parts) + "}";
        }
        if (value.isArray()) {
            value.forEach(each -> parts.add(flat(each)));
            return "[" + String.join(", ", parts) + "]";
        }
        return value.isTextual() ? quoted(value.textValue()) : value.asText();
    }

    private static String quoted(String text) {
        String shown = text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "..." : text;
        return SafeText.of(TextNode.valueOf(shown).toString());
    }

    /** The fields of an object that have a value. */
    private static Iterator<Map.Entry<String, JsonNode>> told(JsonNode object) {
        return object.properties().stream()
                .filter(each -> !isEmpty(each.getValue()))
                .iterator();
    }

    private static boolean isEmpty(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isObject() ? !told(value).hasNext() : value.isEmpty();
        }
        return value.isNull() || value.isTextual() && value.textValue().isEmpty();
    }
}
