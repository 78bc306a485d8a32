package io.intentstream.cli.command;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about audiences. */
@Command(
        name = "audiences",
        mixinStandardHelpOptions = true,
        header = "Check a file of audiences, and see what they would have been on past events.",
        subcommands = {AudiencesCheckCommand.class, AudiencesPreviewCommand.class})
public final class AudiencesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Without a subcommand, prints the list of them and fails. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CommandFailed(ExitCode.USAGE, "name a command, such as audiences check");
    }
}
