package io.intentstream.server.prometheus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics and labels that a PromQL expression reads. */
public final class PromQl {
    private static final String NAME = "[a-zA-Z_][a-zA-Z0-9_:]*";
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern DURATION = Pattern.compile("\\[[^]]*]|\\boffset\\s+\\w+");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("(" + NAME + ")\\s*(\\{[^}]*})?(?!\\s*\\(|[a-zA-Z0-9_:])");
    private static final Pattern LABEL = Pattern.compile("(" + NAME + ")\\s*(=~|!~|!=|=)");
    private static final Set<String> OPERATORS =
            Set.of("and", "or", "unless", "bool", "by", "without", "on", "ignoring", "group_left", "group_right");

    private final Map<String, Set<String>> selected = new HashMap<>();
    private final Set<String> grouped = new TreeSet<>();

    public PromQl(String expression) {
        String rest =
                DURATION.matcher(TEXT.matcher(expression).replaceAll("''")).replaceAll(" ");
        for (Matcher grouping = GROUPING.matcher(rest); grouping.find(); ) {
            for (String label : grouping.group(2).split(",")) {
                if (!label.isBlank()) {
                    grouped.add(label.strip());
                }
            }
        }
        SELECTOR.matcher(GROUPING.matcher(rest).replaceAll(" "))
                .results()
                .filter(selector -> !OPERATORS.contains(selector.group(1)))
                .forEach(this::select);
    }

    /** Labels by which series are selected, by metric. */
    public Map<String, Set<String>> selected() {
        return selected;
    }

    /** Labels by which series are grouped or joined. */
    public Set<String> grouped() {
        return grouped;
    }

    private void select(MatchResult selector) {
        Set<String> labels = selected.computeIfAbsent(selector.group(1), any -> new HashSet<>());
        if (selector.group(2) != null) {
            LABEL.matcher(selector.group(2)).results().forEach(label -> labels.add(label.group(1)));
        }
    }
}
