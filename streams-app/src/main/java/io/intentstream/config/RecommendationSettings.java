package io.intentstream.config;

import io.intentstream.core.recommendation.EmitRule;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.RecommendationPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is recommended, and when.
 *
 * @param items folder of the items bundle; empty when nothing is recommended
 * @param maxBytes most memory that its tables may take
 * @param emit after which events a list is written to the topic
 * @param limit most products of such a list
 * @param boughtFilter how long a bought product is left out of lists
 * @param associationsTopic topic that publish-items writes ItemAssociations to
 */
public record RecommendationSettings(
        Optional<Path> items,
        long maxBytes,
        EmitRule emit,
        int limit,
        Duration boughtFilter,
        String associationsTopic) {

    /**
     * Loads the items bundle; empty when nothing is recommended.
     *
     * @throws io.intentstream.core.recommendation.ItemsBundleException when it cannot be used
     */
    public Optional<ItemsBundle> bundle() {
        return items.map(this::bundle);
    }

    /** Loads a bundle in place of that of the settings. */
    public ItemsBundle bundle(Path folder) {
        return ItemsBundle.serving(folder, maxBytes);
    }

    /** What is written to the topic, from a bundle. */
    public RecommendationPlan plan(ItemsBundle bundle) {
        return plan(bundle, emit);
    }

    /** The same with another rule in place of that of the settings. */
    public RecommendationPlan plan(ItemsBundle bundle, EmitRule rule) {
        return new RecommendationPlan(bundle, rule, limit, boughtFilter);
    }
}
