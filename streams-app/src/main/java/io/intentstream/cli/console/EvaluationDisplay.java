package io.intentstream.cli.console;

import io.intentstream.offline.evaluation.EvaluationProgress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far an evaluation is: a bar on a terminal, and elsewhere a line for every step. */
public interface EvaluationDisplay extends EvaluationProgress, AutoCloseable {

    @Override
    void close();

    /** @param err for the lines; the bar goes to standard error too */
    static EvaluationDisplay show(PrintWriter err) {
        return System.console() != null ? new Bar() : new Lines(err);
    }

    /** A bar for people who watch. */
    final class Bar implements EvaluationDisplay {
        private final ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("evaluate")
                .setInitialMax(0)
                .build();
        private boolean begun;

        @Override
        public void expect(int steps) {
            bar.maxHint(bar.getMax() + steps);
        }

        @Override
        public void step(String what) {
            if (begun) {
                bar.step();
            }
            begun = true;
            bar.setExtraMessage(what);
        }

        @Override
        public void close() {
            if (begun) {
                bar.step();
                begun = false;
            }
            bar.close();
        }
    }

    /** Lines for logs. */
    final class Lines implements EvaluationDisplay {
        private final PrintWriter err;
        private int expected;
        private int begun;

        private Lines(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void expect(int steps) {
            expected += steps;
        }

        @Override
        public void step(String what) {
            err.println("[" + ++begun + "/" + expected + "] " + what);
            err.flush();
        }

        @Override
        public void close() {}
    }
}
