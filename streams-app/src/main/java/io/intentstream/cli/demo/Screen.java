package io.intentstream.cli.demo;

import io.intentstream.cli.console.SafeText;
import java.io.PrintWriter;

/**
 * The terminal: lines that stay, and one progress line that is drawn over on a terminal and printed now and then where
 * there is none. Belongs to one thread.
 */
final class Screen {

    private static final String CLEAR_LINE = "\r\u001b[K";
    /** A progress line that wrapped could not be drawn over: a narrow terminal shows its beginning instead. */
    private static final String WITHOUT_WRAPPING = "\u001b[?7l%s\u001b[?7h";

    private static final long PLAIN_EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private boolean progressShown;
    private long lastPlainNanos = System.nanoTime();

    Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Prints a line that stays. */
    void line(String text) {
        clearProgress();
        out.println(SafeText.of(text));
        out.flush();
    }

    /** Shows how far things are. */
    void progress(String text) {
        if (terminal) {
            out.print(CLEAR_LINE + WITHOUT_WRAPPING.formatted(SafeText.of(text)));
            out.flush();
            progressShown = true;
        } else if (System.nanoTime() - lastPlainNanos >= PLAIN_EVERY_NANOS) {
            lastPlainNanos = System.nanoTime();
            line(text);
        }
    }

    /** Takes the progress line away. */
    void clearProgress() {
        if (progressShown) {
            out.print(CLEAR_LINE);
            out.flush();
            progressShown = false;
        }
    }
}
