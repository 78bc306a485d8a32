package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers of foreign records, written as numbers or as texts. Exact, and bounded before anything is computed from them. */
final class NumberReading {
    /** Digits before the point that fit in a long. */
    private static final int MAX_WHOLE_DIGITS = 18;

    /** More digits before the point than any amount of money has; with those of a minor unit they fit in a long. */
    private static final int MAX_MONEY_DIGITS = 14;

    private static final int MAX_LENGTH = 40;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000};

    private NumberReading() {}

    /** A text, or the digits of a number; null for anything else, and for numbers too large or small to write out. */
    static @Nullable String text(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isIntegralNumber()) {
            return value.asText();
        }
        if (!value.isNumber()) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        return isSmall(number) ? number.toPlainString() : null;
    }

    /** An amount in the main unit, in minor units, half up; null when the value is no number, or implausibly large. */
    static @Nullable Long minorUnits(JsonNode value, int digits) {
        if (value.isInt()) {
            return value.intValue() * POWERS[digits];
        }
        BigDecimal number = decimal(value);
        if (number == null || wholeDigits(number) > MAX_MONEY_DIGITS) {
            return null;
        }
        return number.movePointRight(digits).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** A whole number; null when the value is none. */
    static @Nullable Long whole(JsonNode value) {
        if (value.isInt() || value.isLong()) {
            return value.longValue();
        }
        BigDecimal number = decimal(value);
        if (number == null) {
            return null;
        }
        BigDecimal whole = number.setScale(0, RoundingMode.DOWN);
        return whole.compareTo(number) == 0 ? (Long) whole.longValueExact() : null;
    }

    /** A number with at most 18 digits before the point; null when the value is none. */
    static @Nullable BigDecimal decimal(JsonNode value) {
        BigDecimal number = null;
        if (value.isNumber()) {
            number = value.decimalValue();
        } else if (value.isTextual()) {
            String text = value.textValue().strip();
            number = isDecimal(text) ? new BigDecimal(text) : null;
        }
        return number != null && isSmall(number) ? number : null;
    }

    /** Whether it has few digits on both sides of the point, so that arithmetic on it costs little. */
    private static boolean isSmall(BigDecimal number) {
        return Math.abs(number.scale()) <= MAX_LENGTH && wholeDigits(number) <= MAX_WHOLE_DIGITS;
    }

    private static int wholeDigits(BigDecimal number) {
        return number.precision() - number.scale();
    }

    /**
     * An amount with a point before its decimals, of one that has a comma there and may have points between thousands, such as
     * {@code 1.299,50}; any other text as it is.
     */
    static String withPoint(String amount) {
        int comma = amount.indexOf(',');
        int end = comma < 0 ? amount.length() : comma;
        for (int point = amount.indexOf('.'); point >= 0; point = amount.indexOf('.', point + 1)) {
            int next = amount.indexOf('.', point + 1);
            if ((next < 0 || next > end ? end : next) - point != 4) {
                return amount;
            }
        }
        String whole = amount.substring(0, end).replace(".", "");
        return comma < 0 ? whole : whole + "." + amount.substring(comma + 1);
    }

    /** Digits with at most one point, and a sign before them. */
    private static boolean isDecimal(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (i > 0 || c != '-' && c != '+') {
                return false;
            }
        }
        return digits > 0 && points <= 1 && text.length() <= MAX_LENGTH;
    }
}
