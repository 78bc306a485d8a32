package io.intentstream.cli.console;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells which records, or lines of a file, were skipped because they are no events. */
public final class SkippedText {
    private SkippedText() {}

    /** Such as {@code 2,000 records skipped because they are no events (scroll 1,500, click 500)}; empty without any. */
    public static String of(Map<String, Long> skipped) {
        if (skipped.isEmpty()) {
            return "";
        }
        long all = skipped.values().stream().mapToLong(Long::longValue).sum();
        return Plurals.of(all, "record") + " skipped because "
                + (all == 1 ? "it is no event" : "they are no events") + " ("
                + skipped.entrySet().stream()
                        .map(each -> each.getKey() + String.format(Locale.ROOT, " %,d", each.getValue()))
                        .collect(Collectors.joining(", "))
                + ")";
    }
}
