package io.intentstream.core.audience;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.condition.CompiledCondition;
import io.intentstream.core.condition.ConditionCompiler;
import io.intentstream.core.condition.ConditionNames;
import io.intentstream.core.condition.ConditionProblem;
import io.intentstream.core.condition.DurationText;
import io.intentstream.core.condition.InvalidConditionException;
import io.intentstream.core.state.TagRule;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a file of audiences. Every problem is found in one go. Used once. */
public final class AudienceSetReader {
    /** Most letters of a file. */
    public static final int MAX_LETTERS = 1 << 20;

    /** Most audiences of a file. */
    public static final int MAX_AUDIENCES = 100;

    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String WHEN = "when";
    private static final String UNTIL = "until";
    private static final String REENTER_AFTER = "reenter-after";
    private static final List<String> FIELDS = List.of(NAME, DESCRIPTION, WHEN, UNTIL, REENTER_AFTER);
    private static final Pattern VALID_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

    private final AudienceYaml yaml;
    private final List<Entry> entries = new ArrayList<>();

    /** An audience as it stands in the file. */
    private record Entry(String name, Node node, Map<String, Node> fields) {}

    private AudienceSetReader(AudienceYaml yaml) {
        this.yaml = yaml;
    }

    /**
     * Reads audiences.
     *
     * @param file how messages name the file
     * @param text its content
     * @throws InvalidAudiencesException with all problems, each with line and column
     */
    public static AudienceSet read(String file, String text) {
        AudienceYaml yaml = new AudienceYaml(file, text);
        AudienceSet set = new AudienceSetReader(yaml).read();
        if (!yaml.problems().isEmpty()) {
            throw new InvalidAudiencesException(yaml.problems());
        }
        return set;
    }

    private AudienceSet read() {
        Node root = yaml.root();
        if (root == null) {
            return AudienceSet.NONE;
        }
        yaml.each(root, "a file of audiences", (key, value) -> {
            if (yaml.text(key).equals("audiences")) {
                list(value);
            } else {
                yaml.unknown(key, "key of a file of audiences", List.of("audiences"));
            }
        });
        checkNames();
        List<Audience> audiences = new ArrayList<>();
        List<Set<String>> asks = new ArrayList<>();
        ConditionCompiler compiler = new ConditionCompiler(new ConditionNames(
                TagRule.names(), entries.stream().map(Entry::name).toList()));
        entries.forEach(entry -> audience(entry, compiler, audiences, asks));
        if (audiences.size() < entries.size()) {
            return AudienceSet.NONE; // A problem was noted.
        }
        EvaluationOrder order =
                EvaluationOrder.of(audiences.stream().map(Audience::name).toList(), asks);
        order.circles()
                .forEach((place, circle) -> yaml.problem(
                        entries.get(place).node(),
                        "audiences ask for each other in a circle: " + String.join(" → ", circle)));
        return new AudienceSet(audiences, order.places());
    }

    private void list(Node value) {
        if (!(value instanceof SequenceNode list)) {
            yaml.problem(value, "audiences must be a list, each beginning with - name:");
            return;
        }
        if (list.getValue().size() > MAX_AUDIENCES) {
            yaml.problem(
                    list.getValue().get(MAX_AUDIENCES),
                    "there are " + list.getValue().size() + " audiences; at most " + MAX_AUDIENCES + " are allowed");
            return;
        }
        list.getValue().forEach(this::entry);
    }

    private void entry(Node node) {
        Map<String, Node> fields = new HashMap<>();
        yaml.each(node, "an audience", (key, value) -> {
            String field = yaml.text(key);
            if (FIELDS.contains(field)) {
                fields.put(field, value);
            } else {
                yaml.unknown(key, "field of an audience", FIELDS);
            }
        });
        for (String required : List.of(NAME, WHEN)) {
            if (node instanceof MappingNode && !fields.containsKey(required)) {
                yaml.problem(node, "the audience has no " + required);
            }
        }
        entries.add(new Entry(fields.containsKey(NAME) ? yaml.text(fields.get(NAME)) : "", node, fields));
    }

    private void checkNames() {
        Map<String, Integer> names = new HashMap<>();
        Map<Integer, String> ids = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            String name = entries.get(i).name();
            Node node =
                    entries.get(i).fields().getOrDefault(NAME, entries.get(i).node());
            if (name.isEmpty()) {
                continue;
            }
            if (!VALID_NAME.matcher(name).matches()) {
                yaml.problem(
                        node,
                        name
                                + " is no name of an audience: letters A to Z and a to z, digits and hyphens, at most 64, no hyphen first");
            }
            if (names.put(name, i) != null) {
                yaml.problem(node, "the audience " + name + " is given twice");
                continue;
            }
            String other = ids.put(Audience.idOf(name), name);
            if (other != null) {
                yaml.problem(
                        node, name + " and " + other + " have the same number in stored states; rename one of them");
            }
        }
    }

    private void audience(Entry entry, ConditionCompiler compiler, List<Audience> audiences, List<Set<String>> asks) {
        CompiledCondition when = condition(entry.fields().get(WHEN), compiler);
        CompiledCondition until = condition(entry.fields().get(UNTIL), compiler);
        long reenterAfter = reenterAfter(entry.fields().get(REENTER_AFTER));
        Node description = entry.fields().get(DESCRIPTION);
        String about = description == null ? "" : yaml.text(description);
        if (when == null) {
            return;
        }
        checkTagName(entry, when, until != null || reenterAfter > 0);
        Set<String> asked = new HashSet<>(when.audiences());
        if (until != null) {
            asked.addAll(until.audiences());
        }
        asks.add(asked);
        audiences.add(
                new Audience(entry.name(), about, when, until, reenterAfter, definition(when, until, reenterAfter)));
    }

    /** An audience may have the name of a tag only when it is the tag, so that the name has one meaning. */
    private void checkTagName(Entry entry, CompiledCondition when, boolean more) {
        String name = entry.name();
        if (TagRule.names().contains(name) && (more || !when.canonical().equals("tag(\"" + name + "\")"))) {
            yaml.problem(
                    entry.fields().get(NAME),
                    name + " is the name of a tag: either say when: tag(\"" + name
                            + "\") and nothing else, or choose another name");
        }
    }

    private @Nullable CompiledCondition condition(@Nullable Node node, ConditionCompiler compiler) {
        if (node == null) {
            return null;
        }
        String text = yaml.text(node);
        if (text.isEmpty() || !(node instanceof ScalarNode scalar)) {
            return null;
        }
        try {
            return compiler.compile(text);
        } catch (InvalidConditionException e) {
            for (ConditionProblem problem : e.problems()) {
                yaml.problemWithin(scalar, problem.offset(), problem.message());
            }
            return null;
        }
    }

    private long reenterAfter(@Nullable Node node) {
        String text = node == null ? "" : yaml.text(node);
        if (node == null || text.isEmpty()) {
            return 0;
        }
        try {
            long millis = DurationText.millis(text);
            if (millis > 0) {
                return millis;
            }
            yaml.problem(node, REENTER_AFTER + " is longer than nothing, such as 24h");
        } catch (IllegalArgumentException e) {
            yaml.problem(node, text + " " + e.getMessage());
        }
        return 0;
    }

    private static String definition(CompiledCondition when, @Nullable CompiledCondition until, long reenterAfter) {
        String all = when.canonical() + "\n" + (until == null ? "" : until.canonical()) + "\n" + reenterAfter;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
