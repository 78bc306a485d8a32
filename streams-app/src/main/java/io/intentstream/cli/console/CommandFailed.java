package io.intentstream.cli.console;

import org.jspecify.annotations.Nullable;

/** A command cannot continue; the message tells the user what was wrong and what to do. */
public final class CommandFailed extends RuntimeException {

    private final ExitCode exitCode;

    /** A failure with this exit code. */
    public CommandFailed(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A failure with a cause; the exit code is {@link ExitCode#FAILED}. */
    public CommandFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = ExitCode.FAILED;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
