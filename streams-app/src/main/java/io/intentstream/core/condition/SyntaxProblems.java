package io.intentstream.core.condition;

import dev.cel.common.CelIssue;
import io.intentstream.core.text.Suggestions;
import io.intentstream.schema.Band;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what CEL's compiler finds wrong in a text. */
final class SyntaxProblems {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '(.*)' \\(in container.*");
    private static final Pattern OVERLOAD = Pattern.compile(
            "found no matching overload for '(.*)' applied to '(.*)' \\(candidates: .*", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("type '(.*)' does not support field selection");
    private static final Pattern RESULT = Pattern.compile("expected type 'bool' but found '(.*)'");
    private static final Pattern NUMBER = Pattern.compile("For input string: \"(.*?)\".*", Pattern.DOTALL);
    private static final Pattern OPERATOR = Pattern.compile("_?([^_]+)_|_\\?_:_|@(in)|(-)_");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*");

    /** What people write, and the operator that it stands for. */
    private static final Map<String, String> WORDS = Map.of("and", "&&", "or", "||", "not", "!");

    private static final Map<String, String> TYPES = Map.of(
            "int", "a whole number",
            "uint", "an unsigned number",
            "double", "a number with decimals",
            "string", "a text",
            "bool", "true or false",
            "bytes", "bytes",
            "google.protobuf.Timestamp", "a moment",
            "google.protobuf.Duration", "a duration");

    private final String text;

    SyntaxProblems(String text) {
        this.text = text;
    }

    List<ConditionProblem> of(List<CelIssue> issues) {
        Map<Integer, ConditionProblem> problems = new LinkedHashMap<>();
        for (CelIssue issue : issues) {
            int offset = offset(
                    issue.getSourceLocation().getLine(),
                    issue.getSourceLocation().getColumn());
            ConditionProblem problem = problem(offset, issue.getMessage());
            problems.putIfAbsent(problem.offset(), problem);
            if (isSyntax(issue.getMessage())) {
                break; // What follows a fault of syntax is its consequence.
            }
        }
        List<ConditionProblem> sorted = new ArrayList<>(problems.values());
        sorted.sort((a, b) -> Integer.compare(a.offset(), b.offset()));
        return sorted;
    }

    /** @param line from 1 */
    private int offset(int line, int column) {
        int start = 0;
        for (int i = 1; i < line && start >= 0; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        int left = text.codePointCount(start, text.length());
        return text.offsetByCodePoints(start, Math.max(0, Math.min(column, left)));
    }

    private static boolean isSyntax(String message) {
        return !UNDECLARED.matcher(message).matches()
                && !OVERLOAD.matcher(message).matches()
                && !FIELD.matcher(message).matches()
                && !RESULT.matcher(message).matches();
    }

    private ConditionProblem problem(int offset, String message) {
        Matcher matcher = UNDECLARED.matcher(message);
        if (matcher.matches()) {
            return unknown(offset);
        }
        matcher = OVERLOAD.matcher(message);
        if (matcher.matches()) {
            return new ConditionProblem(offset, overload(matcher.group(1), matcher.group(2)));
        }
        matcher = FIELD.matcher(message);
        if (matcher.matches()) {
            return unknown(offset);
        }
        matcher = RESULT.matcher(message);
        if (matcher.matches()) {
            return new ConditionProblem(
                    0,
                    "a condition is true or false, and this is " + type(matcher.group(1))
                            + "; compare it, as in orders > 0");
        }
        matcher = NUMBER.matcher(message);
        if (matcher.matches()) {
            return new ConditionProblem(offset, Reading.quoted(matcher.group(1)) + " is too large, or no number");
        }
        if (message.contains("recursion limit")) {
            return new ConditionProblem(
                    offset,
                    "the condition is nested too deep; at most " + ConditionSyntax.MAX_DEPTH + " levels are allowed");
        }
        return syntax(offset, message);
    }

    /** The whole dotted name at {@code offset}; CEL points to its first part, or to the parenthesis or dot after a part. */
    private ConditionProblem unknown(int offset) {
        Matcher names = NAME.matcher(text);
        int start = offset;
        String name = text.substring(offset, Math.min(text.length(), offset + 1));
        while (names.find() && names.start() <= offset) {
            if (names.end() >= offset) {
                start = names.start();
                name = names.group();
            }
        }
        return new ConditionProblem(start, unknown(name));
    }

    private static String unknown(String name) {
        String is = name + " is no variable or function of conditions";
        if (isOneOf(name, EventType.values()) || isOneOf(name, Band.values())) {
            return is + "; write it in quotes: \"" + name + "\"";
        }
        return is
                + Suggestions.of(name, ConditionSyntax.NAMES)
                        .map(near -> "; did you mean " + near + "?")
                        .orElseGet(() -> allowed(ConditionSyntax.NAMES));
    }

    private static boolean isOneOf(String name, Enum<?>[] symbols) {
        return Arrays.stream(symbols).anyMatch(symbol -> symbol.name().equals(name));
    }

    static String allowed(Collection<String> known) {
        return known.isEmpty() ? "; there is none" : "; allowed: " + String.join(", ", known);
    }

    private static String overload(String function, String types) {
        Matcher operator = OPERATOR.matcher(function);
        if (function.equals("_?_:_")) {
            return "the part before ? is true or false, and both parts after it are of one type; here they are "
                    + types(types);
        }
        if (!operator.matches()) {
            return function + "(…) does not take " + types(types) + "; " + usage(function);
        }
        String sign = operator.group(1) != null ? operator.group(1) : operator.group(2) != null ? "in" : "-";
        if (sign.equals("&&") || sign.equals("||") || sign.equals("!")) {
            return sign + " needs what is true or false, and not " + types(types);
        }
        if (sign.equals("in")) {
            return "in looks for a value in a list of values of its own type, and not for " + types(types);
        }
        String hint = types.equals("(int, double)") || types.equals("(double, int)")
                ? "; make the whole number one with decimals, as in double(orders) or 2.0"
                : types.contains("Duration") && (types.contains("int") || types.contains("string"))
                        ? "; a duration is written as duration(\"24h\")"
                        : types.contains("Timestamp") && types.contains("Duration")
                                ? "; the time since a moment is since(lastSeen)"
                                : "";
        return sign + " does not go with " + types(types) + hint;
    }

    private static String usage(String function) {
        return switch (function) {
            case ConditionSyntax.Function.COUNT ->
                "write count(\"PURCHASE\") or count(\"PURCHASE\", duration(\"24h\"))";
            case ConditionSyntax.Function.SINCE -> "write since(lastSeen)";
            case ConditionSyntax.Function.MISSING -> "write missing(lastPurchase)";
            default -> "write " + function + "(\"…\")";
        };
    }

    private static String types(String list) {
        String inner = list.substring(1, list.length() - 1);
        if (inner.isEmpty()) {
            return "nothing";
        }
        List<String> names = new ArrayList<>();
        for (String each : inner.split(", (?![^(]*\\))")) {
            names.add(type(each));
        }
        return String.join(" with ", names);
    }

    private static String type(String cel) {
        return cel.startsWith("list(") ? "a list" : cel.startsWith("map(") ? "a map" : TYPES.getOrDefault(cel, cel);
    }

    private ConditionProblem syntax(int offset, String message) {
        if (text.substring(offset).isBlank()) {
            return new ConditionProblem(
                    offset, text.isBlank() ? "the condition is empty" : "the condition ends too early");
        }
        String before = text.substring(0, offset).stripTrailing();
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            if (isWord(text, offset, word.getKey())) {
                return new ConditionProblem(offset, write(word.getValue(), word.getKey()));
            }
            int start = before.length() - word.getKey().length();
            if (start >= 0 && isWord(before, start, word.getKey())) {
                return new ConditionProblem(start, write(word.getValue(), word.getKey()));
            }
        }
        String rest = text.substring(offset);
        for (String sign : List.of("=", "&", "|")) {
            if (rest.startsWith(sign)) {
                return new ConditionProblem(offset, write(sign + sign, sign));
            }
        }
        if (rest.startsWith("\"") || rest.startsWith("'")) {
            return new ConditionProblem(
                    offset, "this text is not expected here, or its quotes are not closed on the same line");
        }
        int end = text.offsetByCodePoints(offset, 1);
        while (Character.isLetterOrDigit(text.charAt(offset))
                && end < text.length()
                && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return new ConditionProblem(offset, Reading.quoted(text.substring(offset, end)) + " is not expected here");
    }

    private static String write(String right, String wrong) {
        return "write " + right + " instead of " + wrong;
    }

    private static boolean isWord(String in, int start, String word) {
        int end = start + word.length();
        return in.regionMatches(true, start, word, 0, word.length())
                && (end == in.length() || !Character.isLetterOrDigit(in.charAt(end)))
                && (start == 0 || !Character.isLetterOrDigit(in.charAt(start - 1)));
    }
}
