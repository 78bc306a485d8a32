package io.intentstream.core.condition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value that a condition reads of the user, for people who ask why it holds.
 *
 * @param text the variable or function as conditions write it
 * @param changesWithTime whether the value may change without an event
 * @param value gives the value as text
 */
record Reading(String text, boolean changesWithTime, Value value) {
    private static final String MISSING = "missing";

    /** A value of a user. */
    @FunctionalInterface
    interface Value {
        String of(Facts facts);
    }

    /** Whole numbers as such, others with at most four decimals. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? MISSING : "infinite";
        }
        BigDecimal rounded = new BigDecimal(value).setScale(4, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** ISO 8601 in UTC. */
    static String moment(long epochMillis) {
        return epochMillis < 0 ? MISSING : Instant.ofEpochMilli(epochMillis).toString();
    }

    static String length(long millis) {
        return millis == TimeTerm.MISSING ? MISSING : DurationText.of(millis);
    }

    static String text(@Nullable String value) {
        return value == null ? MISSING : value;
    }

    /** A text as conditions write it, on one line. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (Character.isISOControl(letter) || letter == '\u2028' || letter == '\u2029') {
                quoted.append(String.format("\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
