package io.intentstream.cli.console;

import java.util.Locale;

/** Formats counts: {@code 1 user}, {@code 12,345 dead letters}. */
public final class Plurals {

    private Plurals() {}

    /** @param one the singular; the plural adds "s" */
    public static String of(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }
}
