package io.intentstream.server.http;

import io.intentstream.config.AppConfig;
import io.intentstream.core.engine.RecommendationViews;
import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.Associations;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.stream.IntentStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the server recommends from.
 *
 * @param views make lists
 * @param categories for each category the rules to those that are viewed with it, the strongest first
 */
record ServedItems(RecommendationViews views, Map<String, List<Association>> categories) {

    /**
     * Of an engine's bundle; empty when it has none.
     *
     * @throws io.intentstream.core.recommendation.ItemsBundleException when the bundle's associations cannot be used
     */
    static Optional<ServedItems> of(IntentStream stream, AppConfig config) {
        return stream.items()
                .map(bundle -> new ServedItems(
                        new RecommendationViews(
                                config.engine(),
                                bundle,
                                config.recommendations().boughtFilter()),
                        config.recommendations()
                                .items()
                                .map(ServedItems::byCategory)
                                .orElse(Map.of())));
    }

    private static Map<String, List<Association>> byCategory(Path folder) {
        List<Association> coViewed = ItemsBundle.associations(
                folder,
                association -> association.level() == Association.Level.CATEGORY
                        && association.basket() == Association.Basket.CO_VIEW);
        return Associations.byAntecedent(coViewed, Association.Level.CATEGORY, Set.of(Association.Basket.CO_VIEW));
    }

    ItemsBundle bundle() {
        return views.items();
    }
}
