package io.intentstream.offline.training.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.intentstream.core.feature.ConversionFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.TrainingShares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of examples to learn from: {@code about.json}, and Parquet files in {@code training}, {@code validation} and
 * {@code test} with one row per event ({@link ExampleTable}).
 *
 * @param about describes them
 * @param sessions the examples
 * @param leftOut names of exported features that are not learnt from: those that come from a bundle's counts. The counted
 *     users may be among the examples', and a model that learns from users whose own purchases were counted trusts the counts too
 *     much
 */
public record ExportedExamples(About about, Split<SessionExample> sessions, List<String> leftOut) {
    /** The parts' folders, in the order of {@link Split}. */
    public enum ExamplesPart {
        TRAINING,
        VALIDATION,
        TEST;

        /** The folder's name. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String ABOUT = "about.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * Describes examples.
     *
     * @param source the events, as text
     * @param model name and version of the bundle whose features these are
     * @param features the features and their normalisation
     * @param horizon what the labels say
     * @param sessionGapSeconds inactivity that ends a session
     * @param split how the parts were made, as text
     * @param keptNegatives share of the training sessions without a positive event that was kept randomly
     * @param trainingShares what the training events are like; null in exports that do not say it
     */
    public record About(
            String source,
            String model,
            FeatureSpec features,
            String horizon,
            long sessionGapSeconds,
            String split,
            double keptNegatives,
            @Nullable TrainingShares trainingShares) {

        private About withNumeric(List<FeatureSpec.Numeric> numeric) {
            return new About(
                    source,
                    model,
                    new FeatureSpec(numeric, features.categorical()),
                    horizon,
                    sessionGapSeconds,
                    split,
                    keptNegatives,
                    trainingShares);
        }

        /**
         * Writes it into the folder of the examples.
         *
         * @throws TrainingException when it cannot be written
         */
        public void write(Path folder) {
            try {
                JSON.writeValue(folder.resolve(ABOUT).toFile(), this);
            } catch (IOException e) {
                throw new TrainingException(
                        folder + " cannot be written (" + e.getMessage() + "): name another --out", e);
            }
        }
    }

    /**
     * Reads a folder.
     *
     * @throws TrainingException when the folder holds no examples, or they are damaged
     */
    public static ExportedExamples read(Path folder) {
        About about;
        try {
            about = JSON.readValue(folder.resolve(ABOUT).toFile(), About.class);
        } catch (JacksonException e) {
            throw new TrainingException(
                    folder.resolve(ABOUT) + " is damaged (" + e.getOriginalMessage() + "): export the examples again",
                    e);
        } catch (IOException e) {
            throw new TrainingException(
                    "There are no exported examples in " + folder + " (" + ABOUT
                            + " cannot be read): name a folder that 'intentstream export' has written",
                    e);
        }
        Map<Boolean, List<FeatureSpec.Numeric>> counted = about.features().numeric().stream()
                .collect(Collectors.partitioningBy(
                        feature -> ConversionFeature.find(feature.name()).isPresent()));
        About learnt = about.withNumeric(counted.get(false));
        return new ExportedExamples(
                learnt,
                new Split<>(
                        part(folder, ExamplesPart.TRAINING, learnt),
                        part(folder, ExamplesPart.VALIDATION, learnt),
                        part(folder, ExamplesPart.TEST, learnt)),
                counted.get(true).stream().map(FeatureSpec.Numeric::name).toList());
    }

    private static List<SessionExample> part(Path folder, ExamplesPart part, About about) {
        ExampleTable table = new ExampleTable(about.features());
        List<SessionExample> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(part.id()))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".parquet"))
                    .sorted()
                    .toList()) {
                examples.addAll(table.read(file));
            }
        } catch (IOException e) {
            throw new TrainingException(
                    folder.resolve(part.id()) + " cannot be read (" + e + "): export the examples again", e);
        }
        return examples;
    }
}
