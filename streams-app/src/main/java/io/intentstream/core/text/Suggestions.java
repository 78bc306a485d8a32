package io.intentstream.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests a known name for a mistyped one. */
public final class Suggestions {

    private Suggestions() {}

    /** The known name with the fewest edits (Levenshtein, 1966), unless more than a third of the letters differ. */
    public static Optional<String> of(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(other -> edits(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(other -> edits(name, other) * 3 <= Math.max(3, name.length()));
    }

    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
