package io.intentstream.cli;

import io.intentstream.cli.command.AssociationsCommand;
import io.intentstream.cli.command.AudiencesCommand;
import io.intentstream.cli.command.BacktestCommand;
import io.intentstream.cli.command.CollectCommand;
import io.intentstream.cli.command.CompareCommand;
import io.intentstream.cli.command.ConfigReferenceCommand;
import io.intentstream.cli.command.EvaluateCommand;
import io.intentstream.cli.command.ExportCommand;
import io.intentstream.cli.command.FormatsCommand;
import io.intentstream.cli.command.ProduceCommand;
import io.intentstream.cli.command.PublishItemsCommand;
import io.intentstream.cli.command.RecommendCommand;
import io.intentstream.cli.command.ReplayCommand;
import io.intentstream.cli.command.RunCommand;
import io.intentstream.cli.command.SimulateCommand;
import io.intentstream.cli.command.TailCommand;
import io.intentstream.cli.command.TopicsCommand;
import io.intentstream.cli.command.TrainCommand;
import io.intentstream.cli.command.TrainItemsCommand;
import io.intentstream.cli.command.UserCommand;
import io.intentstream.cli.console.ArgumentEncoding;
import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ErrorMessages;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Logging;
import io.intentstream.cli.console.Version;
import io.intentstream.cli.demo.DemoCommand;
import io.intentstream.cli.option.PlainConverters;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The entry point: runs a command and turns errors into one clear message. */
@Command(
        name = "intentstream",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Turns an e-commerce clickstream into live user profiles and purchase intents, exactly once.",
        footer = {
            "",
            "Start with '@|bold intentstream demo|@': it needs no server. 'intentstream COMMAND --help' describes a command.",
            "Exit codes: 0 done, 1 failed, 2 wrong options or settings, 130 interrupted."
        },
        subcommands = {
            DemoCommand.class,
            SimulateCommand.class,
            RunCommand.class,
            CollectCommand.class,
            TopicsCommand.class,
            ProduceCommand.class,
            TailCommand.class,
            UserCommand.class,
            RecommendCommand.class,
            TrainCommand.class,
            TrainItemsCommand.class,
            EvaluateCommand.class,
            ReplayCommand.class,
            CompareCommand.class,
            BacktestCommand.class,
            ExportCommand.class,
            FormatsCommand.class,
            AudiencesCommand.class,
            AssociationsCommand.class,
            PublishItemsCommand.class,
            ConfigReferenceCommand.class,
            HelpCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Log at debug level, and print the stack trace of an error.")
    private boolean verbose;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Numbers, dates and letters are the same everywhere, in the libraries too.
        Locale.setDefault(Locale.ROOT);
        ArgumentEncoding.problem(args).ifPresent(problem -> {
            System.err.println("intentstream: " + problem);
            System.exit(ExitCode.USAGE.number());
        });
        System.exit(execute(args));
    }

    /** Runs a command in this process and returns its exit code. */
    public static int execute(String... args) {
        return commandLine().execute(args);
    }

    /** The command line with all commands; each call returns a new one. */
    public static CommandLine commandLine() {
        Main main = new Main();
        ErrorMessages errors = new ErrorMessages(() -> main.verbose);
        return PlainConverters.applyTo(CommandGroup.applyTo(new CommandLine(main)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(parsed -> {
                    Logging.setVerbose(main.verbose);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    /** Without a command, prints the list of commands and fails. */
    @Override
    public void run() {
        PrintWriter err = spec.commandLine().getErr();
        spec.commandLine().usage(err);
        throw new CommandFailed(ExitCode.USAGE, "name a command");
    }
}
