package io.intentstream.core.audience;

import io.intentstream.core.text.Suggestions;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The text of a file of audiences as YAML nodes, and everything that is wrong in it, each with its line and column. Aliases
 * are never expanded, so a file cannot grow in memory. Used once.
 */
final class AudienceYaml {
    private final String file;
    private final String text;
    private final Set<Problem> problems = new TreeSet<>();

    /** A problem at a place of the file; line and column from 1. */
    private record Problem(int line, int column, String what) implements Comparable<Problem> {
        private static final Comparator<Problem> BY_PLACE = Comparator.comparingInt(Problem::line)
                .thenComparingInt(Problem::column)
                .thenComparing(Problem::what);

        @Override
        public int compareTo(Problem other) {
            return BY_PLACE.compare(this, other);
        }
    }

    AudienceYaml(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** The node of the whole text; null when it is empty or no YAML, which is noted as a problem. */
    @Nullable
    Node root() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(AudienceSetReader.MAX_LETTERS);
        try {
            Node root = new Yaml(limits).compose(new StringReader(text));
            if (root == null || root.getTag().equals(Tag.NULL)) {
                problem(1, 1, "the file is empty; it begins with audiences:");
                return null;
            }
            return root;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String what = e.getProblem().contains("\\t(TAB)")
                    ? "a tab stands here; YAML is indented with spaces"
                    : "not YAML: " + e.getProblem();
            problem(mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, what);
        } catch (YAMLException e) {
            problem(1, 1, "not YAML: " + e.getMessage().replaceAll("\\s+", " "));
        }
        return null;
    }

    /** Reads the entries of a YAML mapping, whose keys must differ. */
    void each(Node node, String what, BiConsumer<Node, Node> read) {
        if (!(node instanceof MappingNode mapping)) {
            problem(node, what + " must consist of lines such as name: value");
            return;
        }
        List<String> seen = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = text(entry.getKeyNode());
            if (!key.isEmpty() && seen.contains(key)) {
                problem(entry.getKeyNode(), key + " is given twice");
                continue;
            }
            seen.add(key);
            read.accept(entry.getKeyNode(), entry.getValueNode());
        }
    }

    /** A text as it is written, whatever YAML would make of it; empty when it is none, which is noted as a problem. */
    String text(Node node) {
        if (node instanceof ScalarNode scalar
                && !scalar.getTag().equals(Tag.NULL)
                && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        problem(node, node instanceof ScalarNode ? "a value is missing" : "expected a text, not a list or a mapping");
        return "";
    }

    /** Notes a name that is not allowed. */
    void unknown(Node node, String what, List<String> known) {
        String given = text(node);
        if (!given.isEmpty()) {
            String hint = Suggestions.of(given, known)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("; allowed: " + String.join(", ", known));
            problem(node, given + " is no " + what + hint);
        }
    }

    void problem(Node node, String what) {
        problem(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1, what);
    }

    /** Notes a problem at a letter of the stripped text of a node. */
    void problemWithin(ScalarNode node, int offset, String what) {
        int lead = node.getValue().length() - node.getValue().stripLeading().length();
        int place = new ScalarSource(text, node).place(lead + offset);
        int line = 1
                + (int) text.substring(0, place)
                        .chars()
                        .filter(letter -> letter == '\n')
                        .count();
        int start = place == 0 ? 0 : text.lastIndexOf('\n', place - 1) + 1;
        problem(line, text.codePointCount(start, place) + 1, what);
    }

    private void problem(int line, int column, String what) {
        problems.add(new Problem(line, column, what));
    }

    /** What was noted so far, in the order of the file. */
    List<String> problems() {
        return problems.stream()
                .map(each -> file + ", line " + each.line() + ", column " + each.column() + ": " + each.what())
                .toList();
    }
}
