package io.intentstream.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them, in settings and on the command line: {@code 30m}, {@code 7d}, or {@code PT30M}. */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Durations() {}

    /**
     * Parses a duration: a whole number of ms, s, m, h or d, or ISO 8601.
     *
     * @throws IllegalArgumentException when the text is not a duration
     */
    public static Duration parse(String text) {
        try {
            Matcher matcher = SHORT.matcher(text);
            return matcher.matches()
                    ? Duration.ofMillis(
                            Math.multiplyExact(Long.parseLong(matcher.group(1)), MILLIS.get(matcher.group(2))))
                    : Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 30m, 24h, 7d or PT30M", e);
        }
    }

    /** A duration as {@link #parse} reads it, in the largest unit that divides it. */
    public static String text(Duration duration) {
        for (String unit : List.of("d", "h", "m", "s")) {
            if (!duration.isZero() && duration.toMillis() % MILLIS.get(unit) == 0) {
                return duration.toMillis() / MILLIS.get(unit) + unit;
            }
        }
        return duration.toMillis() + "ms";
    }
}
