package io.intentstream.cli.option;

import io.intentstream.config.AppConfig;
import io.intentstream.config.AudienceFile;
import io.intentstream.config.RecommendationSettings;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.recommendation.EmitRule;
import io.intentstream.core.recommendation.RecommendationPlan;
import io.intentstream.offline.replay.FurtherOutputs;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a replay writes besides profiles and intents; a mixin. */
public final class FurtherOptions extends OptionGroup {

    /** Converts the value of {@code --recommendations-emit}. */
    static final class EmitChoice extends EnumConverter<EmitRule> {
        EmitChoice() {
            super(EmitRule.class);
        }
    }

    @Option(
            names = "--audiences",
            paramLabel = "FILE",
            description =
                    "File of audiences (YAML); who enters and leaves them is written too. Default: audiences.path.")
    private @Nullable Path audiences;

    @Option(
            names = "--items",
            paramLabel = "BUNDLE",
            description =
                    "Folder of an items bundle; recommendations made with it are written too. Default: items.path,"
                            + " where recommendations.topic is set.")
    private @Nullable Path items;

    @Option(
            names = "--recommendations-emit",
            paramLabel = "RULE",
            converter = EmitChoice.class,
            description = "After which events recommendations are written: session, often or event. Default:"
                    + " recommendations.emit.")
    private @Nullable EmitRule emit;

    /** The file of audiences: the one that was named, or else that of the settings. */
    public Optional<Path> audiences(AppConfig config) {
        return audiences == null ? config.audiences().path() : Optional.of(audiences);
    }

    /**
     * The items bundle that recommendations are written with; empty when none are written.
     *
     * @throws picocli.CommandLine.ParameterException when the options tell when to write them, but not with what
     */
    public Optional<Path> items(AppConfig config) {
        Optional<Path> ofSettings = config.topics()
                .recommendations()
                .flatMap(topic -> config.recommendations().items());
        Optional<Path> bundle = items == null ? ofSettings : Optional.of(items);
        if (bundle.isEmpty() && emit != null) {
            throw usage(
                    "--recommendations-emit needs --items BUNDLE, or recommendations.topic and items.path in the settings");
        }
        return bundle;
    }

    /** After which events recommendations are written. */
    public EmitRule emit(AppConfig config) {
        return emit == null ? config.recommendations().emit() : emit;
    }

    /**
     * What a replay writes besides profiles and intents.
     *
     * @throws RuntimeException with a message for the user, when the file of audiences or the items bundle cannot be used
     */
    public FurtherOutputs outputs(AppConfig config) {
        return new FurtherOutputs(
                audiences(config).map(AudienceFile::read).orElse(AudienceSet.NONE),
                config.topics().sessionOutcomes().isPresent(),
                config.audiences().grace(),
                items(config).map(folder -> plan(folder, config)));
    }

    private RecommendationPlan plan(Path folder, AppConfig config) {
        RecommendationSettings settings = config.recommendations();
        return settings.plan(settings.bundle(folder), emit(config));
    }
}
