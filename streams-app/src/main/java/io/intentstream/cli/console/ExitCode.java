package io.intentstream.cli.console;

/** What the process ends with. */
public enum ExitCode {
    /** What was asked for is done. */
    DONE(0),
    /** It could not be done. */
    FAILED(1),
    /** An option or a setting is wrong; nothing was tried. */
    USAGE(2),
    /** The user stopped it (128 + SIGINT). */
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
