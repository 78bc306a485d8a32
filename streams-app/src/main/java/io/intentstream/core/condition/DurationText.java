package io.intentstream.core.condition;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as conditions write them, and as people read them. */
public final class DurationText {
    private static final Pattern PART = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(ms|us|ns|d|h|m|s)");
    private static final Map<String, BigDecimal> MILLIS = Map.of(
            "d", BigDecimal.valueOf(86_400_000L),
            "h", BigDecimal.valueOf(3_600_000L),
            "m", BigDecimal.valueOf(60_000L),
            "s", BigDecimal.valueOf(1_000L),
            "ms", BigDecimal.ONE,
            "us", new BigDecimal("0.001"),
            "ns", new BigDecimal("0.000001"));

    /** A hundred years. */
    private static final BigDecimal MOST = BigDecimal.valueOf(36_500 * 86_400_000L);

    private static final String[] UNITS = {"d", "h", "m", "s"};
    private static final long[] UNIT_MILLIS = {86_400_000L, 3_600_000L, 60_000L, 1_000L};

    private DurationText() {}

    /**
     * Milliseconds of a text such as {@code 30d}, {@code 1h30m} or {@code 1.5h}: CEL's units (h, m, s, ms, us, ns) and d for
     * 24 hours, with a sign at most at the front.
     *
     * @throws IllegalArgumentException when it is none, longer than 36500d, or no whole number of milliseconds; the message
     *     says which
     */
    public static long millis(String text) {
        boolean negative = text.startsWith("-");
        BigDecimal sum = BigDecimal.ZERO;
        int at = negative ? 1 : 0;
        Matcher part = PART.matcher(text);
        do {
            if (!part.find(at) || part.start() != at) {
                throw new IllegalArgumentException("is no duration such as 30m, 24h, 7d or 1h30m");
            }
            sum = sum.add(new BigDecimal(part.group(1)).multiply(MILLIS.get(part.group(2))));
            at = part.end();
        } while (at < text.length());
        if (sum.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("is too long; at most 36500d");
        }
        if (sum.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("is no whole number of milliseconds");
        }
        return negative ? -sum.longValueExact() : sum.longValueExact();
    }

    /**
     * A duration for people, rounded down: the two largest units of days, hours, minutes and seconds, such as {@code 3d4h},
     * {@code 1h5m}, {@code 45s}. The second is left out when it is zero.
     */
    public static String of(long millis) {
        long rest = Math.abs(millis);
        StringBuilder text = new StringBuilder(millis <= -1_000 ? "-" : "");
        for (int i = 0; i < UNITS.length; i++) {
            if (rest >= UNIT_MILLIS[i]) {
                append(text, rest, i);
                if (i + 1 < UNITS.length && rest % UNIT_MILLIS[i] >= UNIT_MILLIS[i + 1]) {
                    append(text, rest % UNIT_MILLIS[i], i + 1);
                }
                return text.toString();
            }
        }
        return "0s";
    }

    private static void append(StringBuilder text, long millis, int unit) {
        text.append(millis / UNIT_MILLIS[unit]).append(UNITS[unit]);
    }
}
