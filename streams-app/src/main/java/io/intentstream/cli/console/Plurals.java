package io.intentstream.cli.console;

import java.util.Locale;

/** Says how many of something there are, for people: {@code 1 user}, {@code 12,345 dead letters}. */
public final class Plurals {

    private Plurals() {}

    /** @param one what a single one is called; more of them end in "s" */
    public static String of(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }
}
