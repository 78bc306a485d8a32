package io.intentstream.cli.console;

import io.intentstream.offline.replay.ReplayProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows how far a replay is and how long it will take: a bar on a terminal, elsewhere a line every few seconds. */
public interface ReplayMeter extends ReplayProgress, AutoCloseable {

    @Override
    void close();

    /** @param err for the lines; the bar goes to standard error too */
    static ReplayMeter show(PrintWriter err) {
        return System.console() != null ? new Bar() : new Lines(err);
    }

    /** A bar for people who watch; it tells the time left by itself. */
    final class Bar implements ReplayMeter {
        private static final int WHOLE = 1000;

        private @Nullable Phase phase;
        private @Nullable ProgressBar bar;

        @Override
        public synchronized void at(Phase now, double part, long events) {
            if (now != phase) {
                close();
                phase = now;
                bar = new ProgressBarBuilder()
                        .setTaskName(now.name().toLowerCase(Locale.ROOT))
                        .setInitialMax(WHOLE)
                        .build();
            }
            bar.stepTo(Math.round(part * WHOLE));
            bar.setExtraMessage(String.format(Locale.ROOT, " %,d events", events));
        }

        @Override
        public synchronized void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }

    /** Lines for logs. */
    final class Lines implements ReplayMeter {
        private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

        private final PrintWriter err;
        private @Nullable Phase phase;
        private double partAtStart;
        private long eventsAtStart;
        private long start;
        private long lastLine;

        private Lines(PrintWriter err) {
            this.err = err;
        }

        @Override
        public synchronized void at(Phase now, double part, long events) {
            long time = System.nanoTime();
            if (now != phase) {
                phase = now;
                start = time;
                lastLine = time;
                partAtStart = part;
                eventsAtStart = events;
            } else if (time - lastLine >= INTERVAL_NANOS) {
                lastLine = time;
                double seconds = (time - start) / 1e9;
                err.printf(
                        Locale.ROOT,
                        "%s: %.0f %%, %,d events, %,.0f/s, about %s left%n",
                        now.name().toLowerCase(Locale.ROOT),
                        100 * part,
                        events,
                        (events - eventsAtStart) / seconds,
                        inWords(seconds * (1 - part) / Math.max(1e-9, part - partAtStart)));
                err.flush();
            }
        }

        private static String inWords(double seconds) {
            return seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
        }

        @Override
        public void close() {}
    }
}
