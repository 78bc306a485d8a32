package io.intentstream.cli.console;

import java.util.regex.Pattern;

/**
 * Makes text of events safe for a terminal. A userId or a category may contain escape sequences that move the cursor
 * or clear the screen, and line breaks that look like our own lines; the engine accepts them unchanged.
 */
public final class SafeText {

    /** Control and formatting characters, and the separators of lines and paragraphs. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{gc=Cc}\\p{gc=Cf}\\p{gc=Zl}\\p{gc=Zp}]");

    private SafeText() {}

    /** One line of visible text, with {@code U+FFFD} instead of every other character. */
    public static String of(String text) {
        return UNFIT.matcher(text).replaceAll("\uFFFD");
    }
}
