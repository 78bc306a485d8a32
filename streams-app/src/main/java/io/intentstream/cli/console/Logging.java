package io.intentstream.cli.console;

import java.nio.file.Path;

/**
 * Configures the log. The configuration is read when the first logger is created, so a command must call this before it uses
 * anything that logs, and no class of this package has a logger.
 */
public final class Logging {

    private Logging() {}

    /** Logs to a file, so that the terminal shows only the output of the command. */
    public static void toFile(Path file) {
        System.setProperty("intentstream.log.file", file.toString());
        System.setProperty("logback.configurationFile", "logback-file.xml");
    }

    /** Logs warnings of libraries too, for a service; other commands report errors themselves. */
    public static void withWarningsOfLibraries() {
        System.setProperty("intentstream.log.libraries.level", "WARN");
    }

    /** Sets the level of intentstream's own log: debug or info. */
    public static void setVerbose(boolean verbose) {
        System.setProperty("intentstream.log.level", verbose ? "DEBUG" : "INFO");
    }
}
