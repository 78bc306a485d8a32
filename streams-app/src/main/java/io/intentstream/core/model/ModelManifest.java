package io.intentstream.core.model;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.TrainingShares;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a model bundle's {@code manifest.json}.
 *
 * @param name the bundle's name, such as {@code shop-intent}
 * @param version the bundle's version, such as {@code 1}
 * @param horizon what is predicted, in words, such as {@code purchase later in the session}
 * @param sessionGapSeconds inactivity that ended a session in training, in seconds; the bundle's metrics hold only for an
 *     engine with the same session gap
 * @param features the features that the model reads, in the order of its inputs, with normalisation and vocabularies
 * @param hiddenSize floats of h, and of c, in each layer
 * @param layers number of LSTM layers
 * @param calibration converts the model's log-odds to calibrated log-odds
 * @param thresholds smallest probabilities of the bands
 * @param baseRate share of the training events that are followed by a purchase within the horizon; the probability when
 *     the model fails
 * @param categoryMix weight of the module's prediction of the next category, against the session's categories, when an
 *     intent is distributed over categories: 0 (or absent) ignores the module, 1 ignores the session
 * @param sha256 lower-case hex SHA-256 of {@code model.pt}
 * @param training origin of the weights: data, split, seed, code version; for people, ignored by the engine
 * @param countsSha256 lower-case hex SHA-256 of {@code counts.bin}, what the bundle knows of products; null if it has no such
 *     file
 * @param trainingShares what the training events were like; null in bundles that do not say it, for which the stream's events
 *     are not compared with them
 */
public record ModelManifest(
        String name,
        String version,
        String horizon,
        long sessionGapSeconds,
        FeatureSpec features,
        int hiddenSize,
        int layers,
        Calibration calibration,
        Thresholds thresholds,
        double baseRate,
        Double categoryMix,
        String sha256,
        @Nullable String countsSha256,
        Map<String, String> training,
        @Nullable TrainingShares trainingShares) {
    public ModelManifest {
        categoryMix = categoryMix == null ? 0.0 : categoryMix;
    }

    /** The same manifest with another {@code categoryMix}. */
    public ModelManifest withCategoryMix(double mix) {
        return with(mix, sha256);
    }

    /** The same manifest for weights with another SHA-256. */
    public ModelManifest withWeights(String otherSha256) {
        return with(categoryMix, otherSha256);
    }

    private ModelManifest with(double mix, String weights) {
        return new ModelManifest(
                name,
                version,
                horizon,
                sessionGapSeconds,
                features,
                hiddenSize,
                layers,
                calibration,
                thresholds,
                baseRate,
                mix,
                weights,
                countsSha256,
                training,
                trainingShares);
    }

    /**
     * Platt scaling: calibrated log-odds = slope * log-odds + intercept (Platt, 1999).
     *
     * @param slope more than 0; 1 changes nothing
     * @param intercept in log-odds; 0 changes nothing
     */
    public record Calibration(double slope, double intercept) {}

    /**
     * Smallest probabilities of the bands.
     *
     * @param medium smallest calibrated probability of MEDIUM
     * @param high smallest calibrated probability of HIGH; at least {@code medium}
     */
    public record Thresholds(double medium, double high) {}
}
