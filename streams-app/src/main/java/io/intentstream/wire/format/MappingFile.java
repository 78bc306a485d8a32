package io.intentstream.wire.format;

import io.intentstream.config.InvalidConfigException;
import io.intentstream.core.text.Suggestions;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a mapping file, and collects everything that is wrong in it, each with its line and column. Used once. */
final class MappingFile {
    private static final List<String> KEYS = List.of("events", "fields", "pages", "currency", "time", "csv");
    private static final String SKIP = "skip";
    private static final String ATTRIBUTE = "attributes.";
    private static final List<String> TYPES =
            Arrays.stream(EventType.values()).map(EventType::name).toList();

    private final String name;
    private final List<String> problems = new ArrayList<>();

    private final Map<String, EventRule> events = new HashMap<>();
    private final List<PageRule> pages = new ArrayList<>();
    private final Map<EventField, List<Place>> fields = new EnumMap<>(EventField.class);
    private final Map<String, List<Place>> attributes = new LinkedHashMap<>();
    private Optional<String> currency = Optional.empty();
    private Optional<EpochUnit> unit = Optional.empty();
    private ZoneId zone = ZoneOffset.UTC;
    private List<String> columns = List.of();
    private char separator = Mapping.NONE.csv().separator();
    private char decimal = '.';

    private MappingFile(String name) {
        this.name = name;
    }

    static Mapping read(Path file) {
        MappingFile mapping = new MappingFile(file.toString());
        try (Reader text = Files.newBufferedReader(file)) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            if (root != null) {
                mapping.readRoot(root);
            }
        } catch (MarkedYAMLException e) {
            mapping.problem(e.getProblemMark(), "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            mapping.problems.add(file + ": not YAML: " + e.getMessage());
        } catch (NoSuchFileException e) {
            mapping.problems.add("there is no mapping file " + file);
        } catch (IOException e) {
            mapping.problems.add("cannot read the mapping file " + file + ": " + e.getMessage());
        }
        if (!mapping.problems.isEmpty()) {
            throw new InvalidConfigException(mapping.problems);
        }
        return mapping.result();
    }

    private Mapping result() {
        return new Mapping(
                Map.copyOf(events),
                List.copyOf(pages),
                Map.copyOf(fields),
                Map.copyOf(attributes),
                currency,
                unit,
                zone,
                new Mapping.Csv(columns, separator, decimal));
    }

    private void readRoot(Node root) {
        each(root, "a mapping file", (key, value) -> {
            switch (text(key)) {
                case "events" -> each(value, "events", this::event);
                case "fields" -> each(value, "fields", this::field);
                case "pages" -> each(value, "pages", this::page);
                case "currency" -> currency(value);
                case "time" -> each(value, "time", this::time);
                case "csv" -> each(value, "csv", this::csv);
                default -> unknown(key, "key of a mapping file", KEYS);
            }
        });
    }

    private void event(Node key, Node value) {
        String event = EventName.normal(text(key));
        EventRule rule = rule(value);
        if (rule != null && events.put(event, rule) != null) {
            problem(key, "the event " + text(key) + " is given twice; upper and lower case, spaces and _ are the same");
        }
    }

    private @Nullable EventRule rule(Node value) {
        if (text(value).equals(SKIP)) {
            return new EventRule.Skip();
        }
        EventType type = type(value);
        return type == null ? null : EventRule.becomes(type);
    }

    private @Nullable EventType type(Node value) {
        String wanted = text(value).toUpperCase(Locale.ROOT);
        if (TYPES.contains(wanted)) {
            return EventType.valueOf(wanted);
        }
        unknown(value, "event type", TYPES);
        return null;
    }

    private void field(Node key, Node value) {
        String field = text(key);
        List<Place> places = texts(value, "a place such as properties.price, or a list of places").stream()
                .map(Place::of)
                .toList();
        if (field.startsWith(ATTRIBUTE) && field.length() > ATTRIBUTE.length()) {
            attributes.put(field.substring(ATTRIBUTE.length()), places);
            return;
        }
        EventField.named(field)
                .ifPresentOrElse(
                        known -> fields.put(known, places),
                        () -> unknown(key, "field (attributes.NAME is one for any NAME)", EventField.ids()));
    }

    private void page(Node key, Node value) {
        String pattern = text(key);
        if (!pattern.startsWith("/") && !pattern.startsWith("*")) {
            problem(key, pattern + " is no path; it begins with / or *");
        }
        if (pages.stream().anyMatch(page -> page.pattern().equals(pattern))) {
            problem(key, "the path " + pattern + " is given twice");
        }
        if (value instanceof ScalarNode) {
            pages.add(new PageRule(pattern, rule(value), null));
            return;
        }
        PageChoice choice = new PageChoice();
        each(value, "a page", (name, what) -> {
            switch (text(name)) {
                case "event" -> choice.view = rule(what);
                case "page" -> choice.page = text(what);
                default -> unknown(name, "key of a page", List.of("event", "page"));
            }
        });
        pages.add(new PageRule(pattern, choice.view, choice.page));
    }

    private static final class PageChoice {
        private @Nullable EventRule view;
        private @Nullable String page;
    }

    private void currency(Node value) {
        currency = Optional.ofNullable(Currencies.code(text(value)));
        if (currency.isEmpty()) {
            problem(value, text(value) + " is no ISO 4217 code such as EUR");
        }
    }

    private void time(Node key, Node value) {
        switch (text(key)) {
            case "unit" -> unit(value);
            case "zone" -> zone(value);
            default -> unknown(key, "key of time", List.of("unit", "zone"));
        }
    }

    private void unit(Node value) {
        unit = Arrays.stream(EpochUnit.values())
                .filter(each -> each.name().equalsIgnoreCase(text(value)))
                .findFirst();
        if (unit.isEmpty()) {
            problem(value, text(value) + " is no unit of time; allowed: s, ms, us, iso");
        }
    }

    private void zone(Node value) {
        try {
            zone = ZoneId.of(text(value));
        } catch (DateTimeException e) {
            unknown(value, "time zone such as Europe/Berlin or +01:00", ZoneId.getAvailableZoneIds());
        }
    }

    private void csv(Node key, Node value) {
        switch (text(key)) {
            case "columns" -> columns(value);
            case "separator" -> separator(value);
            case "decimal" -> decimal(value);
            default -> unknown(key, "key of csv", List.of("columns", "separator", "decimal"));
        }
    }

    private void columns(Node value) {
        columns = texts(value, "a list of column names");
        if (columns.stream().distinct().count() < columns.size()) {
            problem(value, "two columns have the same name");
        }
    }

    private void separator(Node value) {
        String text = value instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (text.length() != 1 || text.equals("\"") || text.equals("\n") || text.equals("\r")) {
            problem(value, "the separator is one character, such as \";\" or \"\\t\"");
        } else {
            separator = text.charAt(0);
        }
    }

    private void decimal(Node value) {
        String text = text(value);
        if (text.equals(".") || text.equals(",")) {
            decimal = text.charAt(0);
        } else {
            problem(value, "the decimal sign of amounts is \".\" or \",\"");
        }
    }

    /** Reads the entries of a YAML mapping, whose keys must differ. */
    private void each(Node node, String what, BiConsumer<Node, Node> read) {
        if (!(node instanceof MappingNode mapping)) {
            problem(node, what + " must consist of lines such as name: value");
            return;
        }
        List<String> seen = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = text(entry.getKeyNode());
            if (seen.contains(key)) {
                problem(entry.getKeyNode(), key + " is given twice");
            }
            seen.add(key);
            read.accept(entry.getKeyNode(), entry.getValueNode());
        }
    }

    /** One text, or the texts of a list. */
    private List<String> texts(Node node, String expected) {
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(this::text).toList();
        }
        if (node instanceof ScalarNode) {
            return List.of(text(node));
        }
        problem(node, "expected " + expected);
        return List.of();
    }

    /** A text as it is written; YAML's idea of numbers and truth values does not matter here. */
    private String text(Node node) {
        if (node instanceof ScalarNode scalar
                && !scalar.getTag().equals(Tag.NULL)
                && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        problem(node, node instanceof ScalarNode ? "a value is missing" : "expected a text");
        return "";
    }

    private void unknown(Node node, String what, Collection<String> known) {
        String given = text(node);
        if (!given.isEmpty()) {
            String hint = Suggestions.of(given, known)
                    .or(() -> Suggestions.of(given.toUpperCase(Locale.ROOT), known))
                    .map(name -> "; did you mean " + name + "?")
                    .orElse(known.size() > 50 ? "" : "; allowed: " + String.join(", ", known));
            problem(node, given + " is no " + what + hint);
        }
    }

    private void problem(Node node, String what) {
        problem(node.getStartMark(), what);
    }

    private void problem(@Nullable Mark mark, String what) {
        String where = mark == null ? "" : ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
        String problem = name + where + ": " + what;
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
