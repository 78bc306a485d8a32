package io.intentstream.cli.console;

import java.nio.file.Path;

/**
 * Where the log goes. It is read when the first logger is made, so a command decides before it touches anything that
 * logs, and no class of this package holds a logger.
 */
public final class Logging {

    private Logging() {}

    /** Logs to a file and leaves the terminal to the command. */
    public static void toFile(Path file) {
        System.setProperty("intentstream.log.file", file.toString());
        System.setProperty("logback.configurationFile", "logback-file.xml");
    }

    /** Logs the libraries' warnings too: a service wants them, while a command says itself what went wrong. */
    public static void withWarningsOfLibraries() {
        System.setProperty("intentstream.log.libraries.level", "WARN");
    }

    /** Logs intentstream's own lines at debug level. */
    public static void setVerbose(boolean verbose) {
        System.setProperty("intentstream.log.level", verbose ? "DEBUG" : "INFO");
    }
}
