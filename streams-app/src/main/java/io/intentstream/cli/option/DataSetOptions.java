package io.intentstream.cli.option;

import io.intentstream.offline.evaluation.HistoricalData;
import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.MalformedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The files of one or several data sets; a mixin. */
public final class DataSetOptions extends OptionGroup {

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "File of events, plain or gzip. For several data sets, repeat --input and --format.")
    private List<String> inputs = List.of();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            converter = InputOptions.FormatConverter.class,
            completionCandidates = InputOptions.FormatNames.class,
            description = "Format of FILE: ${COMPLETION-CANDIDATES}.")
    private List<EventFormat> formats = List.of();

    @Mixin
    private MappingOption mapping = new MappingOption();

    @Option(
            names = "--skip-malformed",
            description = "Skip and count lines that are not events instead of stopping there.")
    private boolean skipMalformed;

    /**
     * A data set's file.
     *
     * @param input its name, as the user typed it
     * @param format its format
     */
    public record DataFile(String input, EventFormat format) {}

    /** Whether no file was named. */
    public boolean isEmpty() {
        return inputs.isEmpty() && formats.isEmpty();
    }

    /** The files, in the order in which they were given. */
    public List<DataFile> files() {
        if (isEmpty()) {
            throw usage("Missing required options: --input and --format");
        }
        if (mapping.isGiven() && formats.stream().noneMatch(EventFormat::isMappable)) {
            throw usage("--mapping does nothing here: the fields of these formats are fixed");
        }
        return paired("--input", inputs);
    }

    /** Reads a file to its end. */
    public HistoricalData read(DataFile file) {
        MalformedPolicy policy = skipMalformed ? MalformedPolicy.SKIP_AND_COUNT : MalformedPolicy.FAIL;
        return HistoricalData.read(file.input(), mapping.whereMappable(file.format()), policy);
    }

    /** More files, one for each data set and in the same formats. */
    public List<DataFile> paired(String option, List<String> names) {
        if (names.size() != formats.size()) {
            throw usage("There are " + names.size() + " " + option + " and " + formats.size() + " --format: give one "
                    + (option.equals("--input") ? "--format for each --input" : option + " for each --format")
                    + ", in the same order");
        }
        EventFile.requireNoneTwice(
                Stream.concat(inputs.stream(), option.equals("--input") ? Stream.empty() : names.stream())
                        .toList());
        List<DataFile> files = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            files.add(new DataFile(names.get(i), formats.get(i)));
        }
        return files;
    }
}
