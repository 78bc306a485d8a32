package io.intentstream.cli.console;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: its output streams, its usage errors and its exit code. */
public abstract class ConsoleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private @Nullable ProgressDisplay progress;

    @Override
    public final Integer call() throws Exception {
        startLogging();
        return run().number();
    }

    /** Starts the log; a command whose log is not for the terminal overrides this. */
    protected void startLogging() {
        Logging.ofCommand();
    }

    /** Runs the command; an exception becomes a message and an exit code in {@link ErrorMessages}. */
    protected abstract ExitCode run() throws Exception;

    /** Prints a line to standard output; removes the progress before it. */
    protected final void say(String line) {
        if (progress != null) {
            progress.clear();
        }
        out().println(line);
    }

    /** Standard output. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Standard error, for warnings and progress. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Shows progress on standard error until it is closed. */
    protected final ProgressDisplay startProgress() {
        progress = ProgressDisplay.on(err());
        return progress;
    }

    /** The command as the user typed it, with more words at its end; without secrets. */
    protected final String typed(String... more) {
        return CommandLineQuoter.of(spec, more);
    }

    /** An exception for options that are wrong or do not go together. */
    protected final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
