package io.intentstream.cli.option;

import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.FileFormat;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The mapping file of files of events; a mixin. */
public final class MappingOption extends OptionGroup {

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description =
                    "Mapping file (YAML): what the events and fields of FILE are called; needed for most csv files, and"
                            + " useful for segment, ga4, snowplow and clickevent-json. See docs/formats.md.")
    private @Nullable Path mapping;

    /** Whether it was given. */
    public boolean isGiven() {
        return mapping != null;
    }

    /**
     * The format with the mapping file, which is read.
     *
     * @throws picocli.CommandLine.ParameterException when files of this format cannot be mapped
     */
    public FileFormat of(EventFormat format) {
        if (isGiven() && !format.isMappable()) {
            throw usage("--mapping does nothing for --format " + format.id()
                    + ", whose fields are fixed: leave it out, or name another format");
        }
        return FileFormat.of(format, Optional.ofNullable(mapping));
    }

    /** As {@link #of}; formats that know no mapping file are read without it. */
    public FileFormat whereMappable(EventFormat format) {
        return format.isMappable() ? of(format) : FileFormat.of(format);
    }
}
