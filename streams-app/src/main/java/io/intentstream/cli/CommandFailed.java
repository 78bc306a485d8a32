package io.intentstream.cli;

/** A command cannot go on; the message tells a user what was wrong and what to do about it. */
final class CommandFailed extends RuntimeException {

    private final ExitCode exitCode;

    CommandFailed(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    CommandFailed(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = ExitCode.FAILED;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
