package io.intentstream.core.model;

import io.intentstream.core.feature.FeatureSpec;
import java.util.Map;

/**
 * What {@code manifest.json} of a model bundle says.
 *
 * @param name the bundle's name, such as {@code shop-intent}
 * @param version the bundle's version, such as {@code 1}
 * @param horizon what is predicted, in words: {@code purchase later in the session}
 * @param sessionGapSeconds inactivity that ends a session, in training; the engine's session gap must be the same for
 *     the figures to hold
 * @param features the features that the model reads, in order, with normalisation and vocabularies
 * @param hiddenSize floats of h (and of c) in each layer
 * @param layers LSTM layers
 * @param calibration maps the model's log-odds to calibrated ones
 * @param thresholds where the bands begin
 * @param baseRate part of the training events that are followed by a purchase within the horizon; stands in when the
 *     model fails
 * @param categoryMix how far the module's own view of the next category counts beside the visit's, when an intent is
 *     spread over categories: 0 (or absent) not at all, 1 alone
 * @param sha256 lower-case hex SHA-256 of {@code model.pt}
 * @param training where the weights came from: data, split, seed, code version; for people, not for the engine
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
        Map<String, String> training) {
    public ModelManifest {
        categoryMix = categoryMix == null ? 0.0 : categoryMix;
    }

    /** The same with another mix. */
    public ModelManifest withCategoryMix(double mix) {
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
                sha256,
                training);
    }

    /**
     * Platt scaling: calibrated log-odds = slope * log-odds + intercept (Platt, 1999).
     *
     * @param slope more than 0; 1 changes nothing
     * @param intercept in log-odds; 0 changes nothing
     */
    public record Calibration(double slope, double intercept) {}

    /**
     * Where the bands begin.
     *
     * @param medium smallest calibrated probability of MEDIUM
     * @param high smallest calibrated probability of HIGH; at least {@code medium}
     */
    public record Thresholds(double medium, double high) {}
}
