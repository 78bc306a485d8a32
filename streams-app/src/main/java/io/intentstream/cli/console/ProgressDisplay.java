package io.intentstream.cli.console;

import io.intentstream.offline.evaluation.EvaluationProgress;
import io.intentstream.offline.replay.ReplayProgress;
import io.intentstream.offline.training.network.TrainingProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how far a command is: on a terminal one line with a bar that is drawn over, elsewhere a plain line every few seconds.
 * Lines that stay are printed above it. Any thread may call it.
 */
public final class ProgressDisplay implements ReplayProgress, EvaluationProgress, TrainingProgress, AutoCloseable {

    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final int BAR_WIDTH = 20;
    private static final String CLEAR_LINE = "\r\u001b[K";
    /** A progress line that wrapped could not be drawn over: a narrow terminal shows its beginning instead. */
    private static final String WITHOUT_WRAPPING = "\u001b[?7l%s\u001b[?7h";

    private final PrintWriter out;
    private final boolean terminal;
    private final long plainNanos;
    private boolean drawn;
    private long lastNanos = System.nanoTime();

    private String stage = "";
    private long stageNanos;
    private double partAtStart;
    private long eventsAtStart;
    private int stepsExpected;
    private int stepsBegun;

    ProgressDisplay(PrintWriter out, boolean terminal, Duration plainInterval) {
        this.out = out;
        this.terminal = terminal;
        this.plainNanos = plainInterval.toNanos();
    }

    /** A display that prints a line every five seconds where there is no terminal. */
    public static ProgressDisplay on(PrintWriter out) {
        return on(out, PLAIN_INTERVAL);
    }

    /** @param plainInterval time between lines where there is no terminal */
    public static ProgressDisplay on(PrintWriter out, Duration plainInterval) {
        // The launcher asks the shell: from Java 22 on, System.console() is there without a terminal too.
        return new ProgressDisplay(out, Boolean.getBoolean("intentstream.terminal"), plainInterval);
    }

    /** The same display with another time between lines where there is no terminal. */
    public ProgressDisplay every(Duration interval) {
        return new ProgressDisplay(out, terminal, interval);
    }

    /** Prints a line that stays. */
    @Override
    public synchronized void say(String line) {
        sayFormatted(SafeText.of(line));
    }

    /** Prints a line that stays, with its colours; texts of events in it must be safe for a terminal. */
    public synchronized void sayFormatted(String line) {
        clear();
        out.println(line);
        out.flush();
    }

    /** Shows the current status: at once on a terminal, elsewhere when the interval is over. */
    public synchronized void status(String text) {
        if (terminal) {
            out.print(CLEAR_LINE + WITHOUT_WRAPPING.formatted(SafeText.of(text)));
            out.flush();
            drawn = true;
            lastNanos = System.nanoTime();
        } else if (isDue()) {
            lastNanos = System.nanoTime();
            say(text);
        }
    }

    private boolean isDue() {
        return System.nanoTime() - lastNanos >= (terminal ? REDRAW_NANOS : plainNanos);
    }

    /** Removes the status line. */
    public synchronized void clear() {
        if (drawn) {
            out.print(CLEAR_LINE);
            out.flush();
            drawn = false;
        }
    }

    @Override
    public void close() {
        clear();
    }

    @Override
    public void at(Phase phase, double part, long events) {
        count(phase.name().toLowerCase(Locale.ROOT), part, events);
    }

    /**
     * Shows a number of events, their rate and, when the total is known, the time left. May be called for each event.
     *
     * @param part of the stage that is done, 0 to 1; NaN when that is not known
     */
    public synchronized void count(String stageNow, double part, long events) {
        if (!stageNow.equals(stage)) {
            stage = stageNow;
            stageNanos = System.nanoTime();
            partAtStart = part;
            eventsAtStart = events;
        } else if (isDue()) {
            double seconds = (System.nanoTime() - stageNanos) / 1e9;
            String rate = Plurals.of(events, "event")
                    + String.format(Locale.ROOT, ", %,.0f/s", (events - eventsAtStart) / seconds);
            status(
                    Double.isNaN(part)
                            ? stage + ": " + rate
                            : bar(stage, part) + rate + ", about "
                                    + inWords(seconds * (1 - part) / Math.max(1e-9, part - partAtStart)) + " left");
        }
    }

    private String bar(String name, double part) {
        String percent = String.format(Locale.ROOT, "%s: %.0f %%", name, 100 * part);
        String done = "█".repeat((int) Math.round(part * BAR_WIDTH));
        return terminal ? String.format("%s [%-" + BAR_WIDTH + "s] ", percent, done) : percent + ", ";
    }

    private static String inWords(double seconds) {
        return seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }

    @Override
    public synchronized void expect(int steps) {
        stepsExpected += steps;
    }

    @Override
    public synchronized void step(String what) {
        double done = stepsBegun / (double) stepsExpected;
        String text = "[" + ++stepsBegun + "/" + stepsExpected + "] " + what;
        if (terminal) {
            status(bar("evaluating", done) + text);
        } else {
            say(text);
        }
    }

    @Override
    public synchronized void learnt(int epoch, int epochs, long events, long all, double loss) {
        if (terminal && isDue()) {
            status(bar("epoch " + epoch + "/" + epochs, events / (double) all)
                    + String.format(Locale.ROOT, "loss %.4f", loss));
        }
    }
}
