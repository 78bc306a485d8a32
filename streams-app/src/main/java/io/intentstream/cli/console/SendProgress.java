package io.intentstream.cli.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far a playback is: a bar on a terminal, and elsewhere a line every few seconds. */
public interface SendProgress extends AutoCloseable {

    /** One more event has been sent. */
    void step();

    @Override
    void close();

    /**
     * @param total events to come, when that is known
     * @param out for the lines; the bar goes to standard error
     */
    static SendProgress show(OptionalLong total, PrintWriter out) {
        return System.console() != null ? new Bar(total) : new Lines(out);
    }

    /** A bar for people who watch. */
    final class Bar implements SendProgress {
        private final ProgressBar bar;

        private Bar(OptionalLong total) {
            bar = new ProgressBarBuilder()
                    .setTaskName("events")
                    .setInitialMax(total.orElse(-1))
                    .showSpeed()
                    .build();
        }

        @Override
        public void step() {
            bar.step();
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Lines for logs. */
    final class Lines implements SendProgress {
        private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

        private final PrintWriter out;
        private long sent;
        private long sentAtLastLine;
        private long lastLine = System.nanoTime();

        private Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void step() {
            sent++;
            long elapsed = System.nanoTime() - lastLine;
            if (elapsed >= INTERVAL_NANOS) {
                out.printf("%d events, %.0f/s%n", sent, (sent - sentAtLastLine) * 1e9 / elapsed);
                out.flush();
                sentAtLastLine = sent;
                lastLine += elapsed;
            }
        }

        @Override
        public void close() {}
    }
}
