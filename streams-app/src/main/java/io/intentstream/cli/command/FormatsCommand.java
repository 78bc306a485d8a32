package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about formats of events. */
@Command(
        name = "formats",
        mixinStandardHelpOptions = true,
        header = "Check what is made of a file of your own events, and what a mapping file should add.",
        subcommands = FormatsCheckCommand.class)
public final class FormatsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Without a subcommand, prints the list of them and fails. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandFailed(ExitCode.USAGE, "name a command, such as formats check");
    }
}
