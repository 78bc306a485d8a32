package io.intentstream.cli.command;

import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes {@code docs/configuration.md}; a test holds that the file is up to date. */
@Command(
        name = "config-reference",
        mixinStandardHelpOptions = true,
        hidden = true,
        description = "Write the reference page of all settings.")
public final class ConfigReferenceCommand extends ConsoleCommand {

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file;

    @Override
    protected ExitCode run() throws IOException {
        Files.writeString(file, ConfigReference.markdown());
        return ExitCode.DONE;
    }
}
