package io.intentstream.cli.console;

/** A command cannot go on; the message tells a user what was wrong and what to do about it. */
public final class CommandFailed extends RuntimeException {

    private final ExitCode exitCode;

    /** It failed with this exit code. */
    public CommandFailed(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** It failed, for this reason. */
    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = ExitCode.FAILED;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
