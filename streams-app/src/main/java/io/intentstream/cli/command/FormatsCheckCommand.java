package io.intentstream.cli.command;

import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.FormatReportText;
import io.intentstream.cli.option.InputOptions;
import io.intentstream.cli.option.MappingOption;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.FormatCheck;
import io.intentstream.offline.input.FormatReport;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is made of a file, with which a newcomer maps events of his own. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Tell what share of a file's records become events, and what a mapping file should add.",
        description = {
            "",
            "Reads the whole file and changes nothing. Shows events before and after: their content is on the screen. Exit code"
                    + " 1 when no record becomes an event.",
            ""
        })
public final class FormatsCheckCommand extends ConsoleCommand {
    private static final String MAPPABLE = Arrays.stream(EventFormat.values())
            .filter(EventFormat::isMappable)
            .map(EventFormat::id)
            .collect(Collectors.joining(", "));

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            required = true,
            description = "File of events, plain or gzip; '-' is standard input.")
    private String input = "";

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            required = true,
            converter = InputOptions.FormatConverter.class,
            description = "Format of the file: clickevent-json, segment, ga4, snowplow or csv.")
    private EventFormat format = EventFormat.CLICKEVENT_JSON;

    @Mixin
    private MappingOption mapping = new MappingOption();

    @Option(names = "--json", description = "Print one JSON object instead of tables, for programs.")
    private boolean json;

    @Override
    protected ExitCode run() {
        if (!format.isMappable()) {
            throw usage("there is nothing to map in --format " + format.id() + ", whose fields are fixed: name one of "
                    + MAPPABLE);
        }
        FormatReport report =
                FormatCheck.read(input, mapping.of(format), Clock.systemUTC().millis());
        if (json) {
            say(FormatReportJson.of(input, format, report));
        } else {
            FormatReportText.lines(input, format, report).forEach(this::say);
        }
        return report.events() > 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
}
