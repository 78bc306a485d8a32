package io.intentstream.cli.console;

import java.util.regex.Pattern;

/**
 * Makes text from events fit for a terminal. A userId or a category may hold escape sequences that would move the cursor
 * or clear the screen, and line breaks that would look like lines of ours; the engine takes them as they are.
 */
public final class SafeText {

    /** Control and formatting characters, and the separators of lines and paragraphs. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{gc=Cc}\\p{gc=Cf}\\p{gc=Zl}\\p{gc=Zp}]");

    private SafeText() {}

    /** One line that shows, with {@code U+FFFD} for every character that would do anything else. */
    public static String of(String text) {
        return UNFIT.matcher(text).replaceAll("\uFFFD");
    }
}
