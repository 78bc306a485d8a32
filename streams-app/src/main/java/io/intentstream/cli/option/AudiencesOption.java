package io.intentstream.cli.option;

import io.intentstream.config.AppConfig;
import io.intentstream.config.AudienceFile;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.offline.replay.TimeOutputs;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The audiences of a replay; a mixin. */
public final class AudiencesOption extends OptionGroup {

    @Option(
            names = "--audiences",
            paramLabel = "FILE",
            description =
                    "File of audiences (YAML); who enters and leaves them is written too. Default: audiences.path.")
    private @Nullable Path audiences;

    /** The file of audiences: the one that was named, or else that of the settings. */
    public Optional<Path> path(AppConfig config) {
        return audiences == null ? config.audiences().path() : Optional.of(audiences);
    }

    /**
     * What a replay writes besides profiles and intents.
     *
     * @throws RuntimeException with a message for the user, when the file of audiences cannot be used
     */
    public TimeOutputs followed(AppConfig config) {
        return new TimeOutputs(
                path(config).map(AudienceFile::read).orElse(AudienceSet.NONE),
                config.topics().sessionOutcomes().isPresent(),
                config.audiences().grace());
    }
}
