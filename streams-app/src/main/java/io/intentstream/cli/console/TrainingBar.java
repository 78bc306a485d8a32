package io.intentstream.cli.console;

import io.intentstream.offline.training.network.TrainingProgress;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Lines on standard output and, on a terminal, a bar with the loss so far for the epoch under way. */
public final class TrainingBar implements TrainingProgress, AutoCloseable {
    private final PrintWriter out;
    private final boolean terminal;
    private @Nullable ProgressBar bar;

    private TrainingBar(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param out for the lines; the bar goes to standard error */
    public static TrainingBar show(PrintWriter out) {
        return new TrainingBar(out, System.console() != null);
    }

    @Override
    public void say(String line) {
        close();
        out.println(line);
        out.flush();
    }

    @Override
    public void learnt(int epoch, int epochs, long events, long all, double loss) {
        if (!terminal) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("epoch " + epoch + "/" + epochs)
                    .setInitialMax(all)
                    .clearDisplayOnFinish()
                    .build();
        }
        bar.stepTo(events);
        bar.setExtraMessage(String.format(Locale.ROOT, "loss %.4f", loss));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
