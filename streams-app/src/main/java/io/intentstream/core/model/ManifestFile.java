package io.intentstream.core.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.ConversionFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.TrainingShares;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads, checks and writes {@code manifest.json}. */
public final class ManifestFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private final Path file;

    private ManifestFile(Path file) {
        this.file = file;
    }

    /**
     * Parses and checks a manifest.
     *
     * @param file path of the manifest, for messages
     * @param content bytes of the manifest
     * @throws ModelBundleException when the content is no valid manifest; the message names the key
     */
    public static ModelManifest parse(Path file, byte[] content) {
        ModelManifest manifest;
        try {
            manifest = JSON.readValue(content, ModelManifest.class);
        } catch (JsonProcessingException e) {
            throw new ModelBundleException(
                    file, "is not a manifest" + place(e) + ": " + e.getOriginalMessage(), "Correct the file.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new ManifestFile(file).check(manifest);
        return manifest;
    }

    /** The manifest as JSON. Equal manifests produce equal bytes. */
    public static byte[] toJson(ModelManifest manifest) {
        try {
            return (JSON.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(ModelManifest manifest) {
        present("name", manifest.name());
        present("version", manifest.version());
        present("horizon", manifest.horizon());
        present("sha256", manifest.sha256());
        require(manifest.sessionGapSeconds() > 0, "sessionGapSeconds", manifest.sessionGapSeconds(), "more than 0");
        checkFeatures(manifest.features());
        require(manifest.hiddenSize() > 0, "hiddenSize", manifest.hiddenSize(), "more than 0");
        require(manifest.layers() == 1, "layers", manifest.layers(), "1, the only number that the step supports");
        require(
                manifest.baseRate() > 0 && manifest.baseRate() < 1,
                "baseRate",
                manifest.baseRate(),
                "more than 0 and less than 1");
        checkCounts(manifest);
        checkCategoryMix(manifest);
        checkCalibration(manifest.calibration());
        checkThresholds(manifest.thresholds());
        if (manifest.trainingShares() != null) {
            checkTrainingShares(manifest.trainingShares());
        }
    }

    private void checkFeatures(FeatureSpec features) {
        require(features != null, "features", null, "given");
        require(features.numeric() != null, "features.numeric", null, "a list");
        require(
                features.categorical() != null && !features.categorical().isEmpty(),
                "features.categorical",
                features.categorical(),
                "a list of at least one feature");
        for (FeatureSpec.Numeric feature : features.numeric()) {
            present("features.numeric.name", feature.name());
            String key = "features.numeric." + feature.name();
            require(Double.isFinite(feature.mean()), key + ".mean", feature.mean(), "finite");
            require(
                    feature.deviation() > 0 && Double.isFinite(feature.deviation()),
                    key + ".deviation",
                    feature.deviation(),
                    "more than 0");
        }
        for (FeatureSpec.Categorical feature : features.categorical()) {
            present("features.categorical.name", feature.name());
            String key = "features.categorical." + feature.name();
            require(feature.vocabulary() != null, key + ".vocabulary", null, "a list");
            require(feature.hashBuckets() >= 0, key + ".hashBuckets", feature.hashBuckets(), "0 or more");
        }
    }

    private void checkCounts(ModelManifest manifest) {
        manifest.features().numeric().stream()
                .map(FeatureSpec.Numeric::name)
                .filter(name -> ConversionFeature.find(name).isPresent())
                .findFirst()
                .ifPresent(name -> require(
                        manifest.countsSha256() != null,
                        "countsSha256",
                        null,
                        "the SHA-256 of " + ModelBundle.COUNTS + ", from which " + name + " is computed"));
    }

    private void checkCategoryMix(ModelManifest manifest) {
        double mix = manifest.categoryMix();
        require(mix >= 0 && mix <= 1, "categoryMix", mix, "between 0 and 1");
        require(
                mix == 0 || CategoryHead.feature(manifest.features()).isPresent(),
                "categoryMix",
                mix,
                "0 when features.categorical has no " + CategoricalFeature.CATEGORY.id());
    }

    private void checkCalibration(ModelManifest.Calibration calibration) {
        require(calibration != null, "calibration", null, "given");
        require(
                calibration.slope() > 0 && Double.isFinite(calibration.slope()),
                "calibration.slope",
                calibration.slope(),
                "more than 0");
        require(Double.isFinite(calibration.intercept()), "calibration.intercept", calibration.intercept(), "finite");
    }

    private void checkThresholds(ModelManifest.Thresholds thresholds) {
        require(thresholds != null, "thresholds", null, "given");
        require(
                thresholds.medium() >= 0 && thresholds.medium() <= 1,
                "thresholds.medium",
                thresholds.medium(),
                "between 0 and 1");
        require(
                thresholds.high() >= thresholds.medium() && thresholds.high() <= 1,
                "thresholds.high",
                thresholds.high(),
                "between thresholds.medium and 1");
    }

    private void checkTrainingShares(TrainingShares shares) {
        checkShares("trainingShares.missing", shares.missing());
        checkShares("trainingShares.unknown", shares.unknown());
        require(shares.eventTypes() != null, "trainingShares.eventTypes", null, "a list");
    }

    private void checkShares(String key, @Nullable Map<String, Double> shares) {
        require(shares != null, key, null, "an object");
        shares.forEach((feature, share) ->
                require(share != null && share >= 0 && share <= 1, key + "." + feature, share, "between 0 and 1"));
    }

    private void present(String key, @Nullable String value) {
        require(value != null && !value.isBlank(), key, value, "a text");
    }

    private void require(boolean holds, String key, @Nullable Object value, String expected) {
        if (!holds) {
            throw new ModelBundleException(file, "has " + key + " = " + value, "It must be " + expected + ".");
        }
    }

    private static String place(JsonProcessingException e) {
        String path = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        String line =
                e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
        return line + (path.isEmpty() ? "" : " at " + path);
    }
}
