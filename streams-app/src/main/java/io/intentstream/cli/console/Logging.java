package io.intentstream.cli.console;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Configures and starts the log. It is started by one thread, before any other can log: SLF4J warns of lines that it has to hold
 * back meanwhile. No class of this package has a logger.
 */
public final class Logging {

    private static final String LEVEL = "intentstream.log.level";
    private static final String FORMAT_VARIABLE = "INTENTSTREAM_LOG_FORMAT";

    private Logging() {}

    /** Logs warnings alone, on standard error; commands report errors themselves. */
    public static void ofCommand() {
        start("WARN");
    }

    /** Logs what a service does, on standard error, and warnings of libraries too. */
    public static void ofService() {
        System.setProperty("intentstream.log.libraries.level", "WARN");
        start("INFO");
    }

    /** Logs to a file, so that the terminal shows only the output of the command. */
    public static void toFile(Path file) {
        System.setProperty("intentstream.log.file", file.toString());
        System.setProperty("logback.configurationFile", "logback-file.xml");
        start("INFO");
    }

    /** Sets whether intentstream's own log has details; precedes the start. */
    public static void setVerbose(boolean verbose) {
        if (verbose) {
            System.setProperty(LEVEL, "DEBUG");
        } else {
            System.clearProperty(LEVEL);
        }
    }

    private static void start(String level) {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, level);
        }
        System.setProperty("intentstream.log.format", format(System.getenv(FORMAT_VARIABLE)));
        LoggerFactory.getILoggerFactory();
    }

    static String format(@Nullable String named) {
        String format = named == null || named.isEmpty() ? "text" : named;
        if (!format.equals("text") && !format.equals("json")) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    FORMAT_VARIABLE + ": the value '" + named + "' is not allowed; allowed: text or json");
        }
        return format;
    }
}
