package io.intentstream.core.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelKind;
import io.intentstream.core.condition.ConditionSyntax.Function;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the evaluator of a checked tree, and finds what CEL allows and conditions do not. Used once. */
final class TreeCompiler {
    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "_==_", Comparison.EQUAL,
            "_!=_", Comparison.NOT_EQUAL,
            "_<_", Comparison.LESS,
            "_<=_", Comparison.AT_MOST,
            "_>_", Comparison.GREATER,
            "_>=_", Comparison.AT_LEAST);
    private static final Map<String, NumberTerm.Operator> ARITHMETIC = Map.of(
            "_+_", NumberTerm.Operator.PLUS,
            "_-_", NumberTerm.Operator.MINUS,
            "_*_", NumberTerm.Operator.TIMES,
            "_/_", NumberTerm.Operator.DIVIDED_BY,
            "_%_", NumberTerm.Operator.MODULO);
    private static final Map<String, Variable> VARIABLES = variables();

    private final String text;
    private final CelAbstractSyntaxTree tree;
    private final ConstantChecks constants;
    private final List<ConditionProblem> problems = new ArrayList<>();
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private final Set<String> audiences = new LinkedHashSet<>();
    private int comparisons;
    private int depth;

    TreeCompiler(String text, CelAbstractSyntaxTree tree, ConditionNames names) {
        this.text = text;
        this.tree = tree;
        this.constants = new ConstantChecks(names);
    }

    private static Map<String, Variable> variables() {
        Map<String, Variable> variables = new HashMap<>();
        for (Variable[] each : new Variable[][] {
            Variable.Numeric.values(),
            Variable.Keyed.values(),
            Variable.Moment.values(),
            Variable.Length.values(),
            Variable.Text.values(),
            Variable.Flag.values()
        }) {
            for (Variable variable : each) {
                variables.put(variable.cel(), variable);
            }
        }
        return Map.copyOf(variables);
    }

    /** @throws InvalidConditionException with all problems */
    TruthTerm compile() {
        TruthTerm term = part(tree.getExpr());
        if (comparisons > ConditionCompiler.MAX_COMPARISONS) {
            problems.add(new ConditionProblem(
                    0,
                    "the condition has " + comparisons + " comparisons; at most " + ConditionCompiler.MAX_COMPARISONS
                            + " are allowed. Split it: audience(\"…\") asks for another audience"));
        }
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(ConditionProblem::offset));
            throw new InvalidConditionException(text, problems);
        }
        return term;
    }

    /** What the condition reads, in the order of the text. */
    List<Reading> readings() {
        return List.copyOf(readings.values());
    }

    /** Names of the audiences that it asks for. */
    Set<String> audiences() {
        return audiences;
    }

    /** A part that other parts do not depend on: when it is refused, the others are still looked at. */
    private TruthTerm part(CelExpr expr) {
        try {
            return nested(expr, () -> truth(expr));
        } catch (Refusal e) {
            ConditionProblem problem = new ConditionProblem(offset(e.expr), e.getMessage());
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
            return new TruthTerm.Constant(false);
        }
    }

    private <T> T nested(CelExpr expr, Supplier<T> compile) {
        if (depth == ConditionSyntax.MAX_DEPTH) {
            throw new Refusal(
                    expr,
                    "the condition is nested too deep; at most " + ConditionSyntax.MAX_DEPTH + " levels are allowed");
        }
        depth++;
        try {
            return compile.get();
        } finally {
            depth--;
        }
    }

    private TruthTerm truth(CelExpr expr) {
        if (isConstant(expr)) {
            return new TruthTerm.Constant(expr.constant().booleanValue());
        }
        String name = name(expr);
        if (VARIABLES.get(name) instanceof Variable.Flag flag) {
            comparisons++;
            read(name, flag.endsWithSession(), facts -> String.valueOf(facts.flag(flag)));
            return new TruthTerm.Named(flag);
        }
        List<CelExpr> args = args(expr);
        return switch (name) {
            case "_&&_" -> new Logic.All(joined(expr, name));
            case "_||_" -> new Logic.Any(joined(expr, name));
            case "!_" -> new Logic.Not(part(args.get(0)));
            case "_?_:_" -> new Logic.Choice(part(args.get(0)), part(args.get(1)), part(args.get(2)));
            case "@in" -> in(args.get(0), args.get(1));
            case Function.MISSING -> missing(args.get(0));
            case Function.TAG -> tag(args.get(0));
            case Function.AUDIENCE -> audience(args.get(0));
            default -> {
                if (!COMPARISONS.containsKey(name)) {
                    throw notAllowed(expr, name);
                }
                yield comparison(expr, COMPARISONS.get(name), args.get(0), args.get(1));
            }
        };
    }

    /** The parts of a chain such as {@code a && b && c}, which CEL makes a balanced tree. */
    private TruthTerm[] joined(CelExpr expr, String operator) {
        List<CelExpr> parts = new ArrayList<>();
        collect(expr, operator, parts);
        return parts.stream().map(this::part).toArray(TruthTerm[]::new);
    }

    private void collect(CelExpr expr, String operator, List<CelExpr> parts) {
        if (name(expr).equals(operator)) {
            args(expr).forEach(arg -> collect(arg, operator, parts));
        } else {
            parts.add(expr);
        }
    }

    private TruthTerm comparison(CelExpr expr, Comparison comparison, CelExpr left, CelExpr right) {
        if (name(left).equals(Function.SINCE) || name(right).equals(Function.SINCE)) {
            comparisons++;
            return elapsed(comparison, left, right);
        }
        CelKind kind = kind(left);
        if (kind != CelKind.BOOL) {
            comparisons++;
        }
        switch (kind) {
            case INT, DOUBLE:
                return new TruthOf.Numbers(comparison, number(left), number(right));
            case TIMESTAMP, DURATION:
                return new TruthOf.Times(comparison, time(left), time(right));
            case STRING:
                onlyEquality(expr, comparison, "texts");
                constants.compared(name(left), right);
                constants.compared(name(right), left);
                return new TruthOf.Texts(text(left), text(right), comparison == Comparison.EQUAL);
            case BOOL:
                onlyEquality(expr, comparison, "what is true or false");
                return new Logic.Same(part(left), part(right), comparison == Comparison.EQUAL);
            default:
                throw new Refusal(expr, "conditions compare numbers, texts, moments and durations only");
        }
    }

    private void onlyEquality(CelExpr expr, Comparison comparison, String what) {
        if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL) {
            throw new Refusal(expr, "only == and != compare " + what);
        }
    }

    private TruthTerm elapsed(Comparison comparison, CelExpr left, CelExpr right) {
        boolean turned = !name(left).equals(Function.SINCE);
        CelExpr since = turned ? right : left;
        TimeTerm limit = time(turned ? left : right);
        if (!(limit instanceof TimeTerm.Constant constant)) {
            throw timeAlone(since);
        }
        return new TruthOf.Elapsed(turned ? comparison.turned() : comparison, sinceWhat(since), constant.value());
    }

    private TimeTerm sinceWhat(CelExpr since) {
        CelExpr arg = args(since).get(0);
        TimeTerm moment = quietly(() -> time(arg));
        String what = "since(" + layout(arg) + ")";
        read(what, true, facts -> {
            long from = moment.millis(facts);
            return Reading.length(from == TimeTerm.MISSING ? from : facts.now() - from);
        });
        return moment;
    }

    /** Compiles without noting what is read. */
    private <T> T quietly(Supplier<T> compile) {
        Map<String, Reading> before = new LinkedHashMap<>(readings);
        T result = compile.get();
        readings.clear();
        readings.putAll(before);
        return result;
    }

    /** An argument that is a moment or a duration, as conditions write it. */
    private String layout(CelExpr expr) {
        if (expr.getKind() == Kind.IDENT) {
            return expr.ident().name();
        }
        List<CelExpr> args = args(expr);
        String name = name(expr);
        if (isConstant(expr)) {
            return Reading.quoted(expr.constant().stringValue());
        }
        return ARITHMETIC.containsKey(name)
                ? layout(args.get(0)) + " " + name.charAt(1) + " " + layout(args.get(1))
                : name + "(" + layout(args.get(0)) + ")";
    }

    private static Refusal timeAlone(CelExpr since) {
        return new Refusal(
                since,
                "the time since a moment can only be compared with a constant, as in since(lastSeen) >= duration(\"1h\")");
    }

    private TruthTerm in(CelExpr value, CelExpr list) {
        comparisons++;
        if (list.getKind() != Kind.LIST || list.list().elements().stream().anyMatch(each -> !isConstant(each))) {
            throw new Refusal(list, "in needs a list of constants, as in orders in [1, 2]");
        }
        List<CelExpr> elements = list.list().elements();
        switch (kind(value)) {
            case INT, DOUBLE:
                return new TruthOf.NumberIn(
                        number(value),
                        elements.stream().mapToDouble(this::constantNumber).toArray());
            case STRING:
                elements.forEach(each -> constants.compared(name(value), each));
                return new TruthOf.TextIn(
                        text(value), elements.stream().map(this::constantText).toArray(String[]::new));
            default:
                throw new Refusal(list, "in looks for a number or a text only");
        }
    }

    private TruthTerm missing(CelExpr of) {
        comparisons++;
        return switch (kind(of)) {
            case INT, DOUBLE -> new TruthOf.NumberMissing(number(of));
            case STRING -> new TruthOf.TextMissing(text(of));
            case TIMESTAMP, DURATION -> missingTime(of);
            default -> {
                if (!(VARIABLES.get(name(of)) instanceof Variable.Flag)) {
                    throw new Refusal(of, "missing asks for a variable, as in missing(lastPurchase)");
                }
                yield new TruthTerm.Constant(false);
            }
        };
    }

    private TruthTerm missingTime(CelExpr of) {
        if (name(of).equals(Function.SINCE)) {
            throw new Refusal(of, "ask for the moment itself, as in missing(lastPurchase)");
        }
        return new TruthOf.TimeMissing(time(of));
    }

    private TruthTerm tag(CelExpr arg) {
        comparisons++;
        String tag = constants.tag(arg);
        read(Function.TAG + "(" + Reading.quoted(tag) + ")", false, facts -> String.valueOf(facts.tag(tag)));
        return new TruthTerm.HasTag(tag);
    }

    private TruthTerm audience(CelExpr arg) {
        comparisons++;
        int place = constants.audience(arg);
        String name = arg.constant().stringValue();
        audiences.add(name);
        read(
                Function.AUDIENCE + "(" + Reading.quoted(name) + ")",
                false,
                facts -> String.valueOf(facts.audience(place)));
        return new TruthTerm.IsMember(place);
    }

    private NumberTerm number(CelExpr expr) {
        return nested(expr, () -> numberHere(expr));
    }

    private NumberTerm numberHere(CelExpr expr) {
        if (isConstant(expr)) {
            return new NumberTerm.Constant(constantNumber(expr));
        }
        String name = name(expr);
        List<CelExpr> args = args(expr);
        NumberTerm.Operator operator = ARITHMETIC.get(name);
        if (operator != null) {
            return new NumberTerm.Arithmetic(
                    operator, number(args.get(0)), number(args.get(1)), kind(expr) == CelKind.INT);
        }
        if (VARIABLES.get(name) instanceof Variable.Numeric variable) {
            return readNumber(name, variable.endsWithSession(), new NumberTerm.Named(variable));
        }
        if (VARIABLES.get(name) instanceof Variable.Keyed variable) {
            String key = constants.key(variable, args.get(0));
            return readNumber(
                    name + "(" + Reading.quoted(key) + ")",
                    variable.endsWithSession(),
                    new NumberTerm.KeyedBy(variable, key));
        }
        boolean ofNumber =
                args.size() == 1 && (kind(args.get(0)) == CelKind.INT || kind(args.get(0)) == CelKind.DOUBLE);
        if (ofNumber) {
            switch (name) {
                case "-_":
                    return new NumberTerm.Negation(number(args.get(0)));
                case "double":
                    return number(args.get(0));
                case "int":
                    return new NumberTerm.Truncation(number(args.get(0)));
                default:
            }
        }
        if (name.equals(Function.COUNT)) {
            return count(args);
        }
        throw notAllowed(expr, name);
    }

    private NumberTerm count(List<CelExpr> args) {
        EventType type = constants.eventType(args.get(0));
        String what = Function.COUNT + "(" + Reading.quoted(type.name());
        if (args.size() == 1) {
            return readNumber(what + ")", false, new NumberTerm.Count(type));
        }
        CelExpr length = args.get(1);
        if (!(time(length) instanceof TimeTerm.Constant constant)) {
            throw new Refusal(length, "the window of count is a constant, as in duration(\"24h\")");
        }
        CountWindow window = constants.window(length, constant.value());
        return readNumber(what + ", " + layout(length) + ")", true, new NumberTerm.WindowedCount(type, window));
    }

    private NumberTerm readNumber(String what, boolean changesWithTime, NumberTerm term) {
        read(what, changesWithTime, facts -> Reading.number(term.value(facts)));
        return term;
    }

    private double constantNumber(CelExpr expr) {
        return constants.number(expr);
    }

    private String constantText(CelExpr expr) {
        return constants.text(expr);
    }

    private TextTerm text(CelExpr expr) {
        if (isConstant(expr)) {
            return new TextTerm.Constant(constantText(expr));
        }
        String name = name(expr);
        if (VARIABLES.get(name) instanceof Variable.Text variable) {
            read(name, variable.endsWithSession(), facts -> Reading.text(facts.text(variable)));
            return new TextTerm.Named(variable);
        }
        throw notAllowed(expr, name);
    }

    private TimeTerm time(CelExpr expr) {
        return nested(expr, () -> timeHere(expr));
    }

    private TimeTerm timeHere(CelExpr expr) {
        String name = name(expr);
        List<CelExpr> args = args(expr);
        if (VARIABLES.get(name) instanceof Variable.Moment variable) {
            read(name, false, facts -> Reading.moment(facts.moment(variable)));
            return new TimeTerm.MomentOf(variable);
        }
        if (VARIABLES.get(name) instanceof Variable.Length variable) {
            TimeTerm length = new TimeTerm.LengthOf(variable);
            read(name, false, facts -> Reading.length(length.millis(facts)));
            return length;
        }
        return switch (name) {
            case Function.DURATION -> new TimeTerm.Constant(constants.duration(args.get(0)));
            case Function.TIMESTAMP -> new TimeTerm.Constant(constants.timestamp(args.get(0)));
            case Function.SINCE -> throw timeAlone(expr);
            case "_+_" -> sum(time(args.get(0)), 1, time(args.get(1)));
            case "_-_" -> sum(time(args.get(0)), -1, time(args.get(1)));
            default -> throw notAllowed(expr, name);
        };
    }

    private static TimeTerm sum(TimeTerm left, int sign, TimeTerm right) {
        return left instanceof TimeTerm.Constant first && right instanceof TimeTerm.Constant second
                ? new TimeTerm.Constant(first.value() + sign * second.value())
                : new TimeTerm.Sum(left, sign, right);
    }

    private Refusal notAllowed(CelExpr expr, String name) {
        return new Refusal(
                expr,
                (name.isEmpty() ? "this" : name.replaceAll("[_@]", "")) + " is not part of conditions; allowed: "
                        + String.join(", ", ConditionSyntax.NAMES)
                        + "; and == != < <= > >= in && || ! ? : + - * / %");
    }

    private void read(String what, boolean changesWithTime, Reading.Value value) {
        readings.putIfAbsent(what, new Reading(what, changesWithTime, value));
    }

    private CelKind kind(CelExpr expr) {
        return tree.getType(expr.id()).map(type -> type.kind()).orElse(CelKind.DYN);
    }

    private int offset(CelExpr expr) {
        int codePoints = tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0);
        return text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    }

    private static boolean isConstant(CelExpr expr) {
        return expr.getKind() == Kind.CONSTANT;
    }

    /** The name of a variable or function; empty for everything else, and for functions of CEL that follow a dot. */
    private static String name(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> expr.ident().name();
            case CALL -> expr.call().target().isPresent() ? "" : expr.call().function();
            default -> "";
        };
    }

    private static List<CelExpr> args(CelExpr expr) {
        return expr.getKind() == Kind.CALL ? expr.call().args() : List.of();
    }

    /** What CEL allows and conditions do not. */
    static final class Refusal extends RuntimeException {
        private final transient CelExpr expr;

        Refusal(CelExpr expr, String message) {
            super(message, null, false, false);
            this.expr = expr;
        }
    }
}
