package io.intentstream.core.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import io.intentstream.core.condition.TreeCompiler.Refusal;
import io.intentstream.core.text.Suggestions;
import io.intentstream.schema.Band;
import io.intentstream.schema.EventType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the constants of a condition: names, numbers, durations and moments. */
final class ConstantChecks {
    /** Whole numbers up to here are exact. */
    private static final long MAX_WHOLE = 1L << 53;

    private static final Pattern CURRENCY = Pattern.compile("([A-Z]{3})?");
    private static final List<String> BANDS = symbols(Band.values());
    private static final List<String> TYPES = symbols(EventType.values()).stream()
            .filter(type -> !type.equals(EventType.OTHER.name()))
            .toList();

    private final ConditionNames names;

    ConstantChecks(ConditionNames names) {
        this.names = names;
    }

    private static List<String> symbols(Enum<?>[] symbols) {
        return Arrays.stream(symbols).map(Enum::name).toList();
    }

    double number(CelExpr expr) {
        if (isOf(expr, CelConstant.Kind.INT64_VALUE)) {
            long value = expr.constant().int64Value();
            if (Math.abs(value) > MAX_WHOLE || value == Long.MIN_VALUE) {
                throw new Refusal(expr, value + " is too large; whole numbers are at most " + MAX_WHOLE);
            }
            return value;
        }
        if (!isOf(expr, CelConstant.Kind.DOUBLE_VALUE)) {
            throw new Refusal(expr, "a number is expected here, such as 5 or 0.4");
        }
        double value = expr.constant().doubleValue();
        if (Double.isInfinite(value)) {
            throw new Refusal(expr, "the number is too large");
        }
        return value;
    }

    String text(CelExpr expr) {
        if (!isOf(expr, CelConstant.Kind.STRING_VALUE)) {
            throw new Refusal(expr, "a text in quotes is expected here");
        }
        return expr.constant().stringValue();
    }

    /** @param variable what the constant is compared with */
    void compared(String variable, CelExpr constant) {
        if (variable.equals(Variable.Text.INTENT_BAND.cel()) && isOf(constant, CelConstant.Kind.STRING_VALUE)) {
            String band = text(constant);
            if (!BANDS.contains(band)) {
                throw new Refusal(constant, unknown("band", band, BANDS));
            }
        }
    }

    EventType eventType(CelExpr expr) {
        String type = text(expr);
        if (!TYPES.contains(type)) {
            throw new Refusal(expr, unknown("event type", type, TYPES));
        }
        return EventType.valueOf(type);
    }

    String key(Variable.Keyed variable, CelExpr expr) {
        String key = text(expr);
        boolean money = variable == Variable.Keyed.CART_VALUE_MINOR
                || variable == Variable.Keyed.SPENT_MINOR
                || variable == Variable.Keyed.AVERAGE_ORDER_MINOR;
        if (money && !CURRENCY.matcher(key).matches()) {
            throw new Refusal(
                    expr,
                    Reading.quoted(key) + " is no currency such as \"EUR\"; \"\" stands for events without a currency");
        }
        if (!money && key.isBlank()) {
            throw new Refusal(expr, "the name of " + variable.cel() + " is empty");
        }
        return key;
    }

    String tag(CelExpr expr) {
        String tag = text(expr);
        if (!names.isTag(tag)) {
            throw new Refusal(expr, unknown("tag", tag, names.tags()));
        }
        return tag;
    }

    int audience(CelExpr expr) {
        String audience = text(expr);
        int place = names.audiences().indexOf(audience);
        if (place < 0) {
            throw new Refusal(expr, unknown("audience of this file", audience, names.audiences()));
        }
        return place;
    }

    CountWindow window(CelExpr expr, long millis) {
        try {
            return CountWindow.of(Duration.ofMillis(millis));
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    expr,
                    "events are counted over a multiple of 5m up to 1h, of 1h up to 24h, or of 1d up to 30d; not over "
                            + (millis < 1_000 ? "this" : DurationText.of(millis)));
        }
    }

    /** @return milliseconds */
    long duration(CelExpr expr) {
        String text = text(expr);
        try {
            return DurationText.millis(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(expr, Reading.quoted(text) + " " + e.getMessage());
        }
    }

    /** @return epoch milliseconds */
    long timestamp(CelExpr expr) {
        String text = text(expr);
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new Refusal(expr, Reading.quoted(text) + " is no moment such as \"2026-11-27T00:00:00Z\"");
        }
    }

    private static boolean isOf(CelExpr expr, CelConstant.Kind kind) {
        return expr.getKind() == Kind.CONSTANT && expr.constant().getKind() == kind;
    }

    private static String unknown(String what, String name, Collection<String> known) {
        String hint = Suggestions.of(name, known)
                .or(() -> Suggestions.of(name.toUpperCase(Locale.ROOT), known))
                .filter(near -> !near.equals(name))
                .map(near -> "; did you mean " + near + "?")
                .orElseGet(() -> SyntaxProblems.allowed(known));
        return Reading.quoted(name) + " is no " + what + hint;
    }
}
