package io.intentstream.cli.console;

import io.intentstream.config.InvalidConfigException;
import io.intentstream.kafka.KafkaErrorExplainer;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into messages without a stack trace, and into exit codes. */
public final class ErrorMessages implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final BooleanSupplier verbose;

    /** @param verbose whether to print stack traces */
    public ErrorMessages(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("intentstream: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCode.USAGE.number();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        problems(e).forEach(problem -> err.println("intentstream: " + problem));
        if (verbose.getAsBoolean()) {
            e.printStackTrace(err);
        }
        err.flush();
        return exitCode(e).number();
    }

    private static ExitCode exitCode(Exception e) {
        if (e instanceof CommandFailed failed) {
            return failed.exitCode();
        }
        if (e instanceof InterruptException) {
            return ExitCode.INTERRUPTED;
        }
        return e instanceof InvalidConfigException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private List<String> problems(Exception e) {
        if (e instanceof InvalidConfigException invalid) {
            return invalid.problems();
        }
        if (isMeantForUsers(e)) {
            return List.of(e.getMessage());
        }
        Optional<String> refusal = KafkaErrorExplainer.of(e);
        if (refusal.isPresent()) {
            return List.of("Can't use Kafka: " + refusal.get());
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root == e ? describe(e) : describe(e) + ": " + describe(root);
        return List.of(message + (verbose.getAsBoolean() ? "" : " (--verbose prints the stack trace)"));
    }

    /** The class is part of the text, since a library's message alone may say little: for a missing file it is the name. */
    private static String describe(Throwable e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + ": " + e.getMessage();
    }

    /** The messages of our own exceptions say what was wrong, where, and what to do. */
    private static boolean isMeantForUsers(Exception e) {
        return e.getMessage() != null && e.getClass().getName().startsWith("io.intentstream.");
    }
}
