package io.intentstream.cli.console;

/** The exit codes of the process. */
public enum ExitCode {
    /** The command has succeeded. */
    DONE(0),
    /** The command has failed. */
    FAILED(1),
    /** An option or a setting is wrong; nothing was done. */
    USAGE(2),
    /** The user stopped the command (128 + SIGINT). */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The process's exit code. */
    public int number() {
        return number;
    }
}
