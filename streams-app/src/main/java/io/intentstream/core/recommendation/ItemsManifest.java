package io.intentstream.core.recommendation;

import java.util.Map;

/**
 * The content of an items bundle's {@code manifest.json}.
 *
 * @param kind {@value #KIND}
 * @param name the bundle's name, such as {@code shop-items}
 * @param version the bundle's version, such as {@code 2025-03-01}
 * @param sessionGapSeconds inactivity that ended a session in training, in seconds
 * @param items number of products
 * @param categories number of categories
 * @param minUsers fewest different users behind a product or a pair of products in the tables
 * @param trainedFrom time of the first event of the training, epoch milliseconds
 * @param trainedUntil time of the last event of the training, epoch milliseconds
 * @param weights of the parts of a list
 * @param maxPerCategory greatest share of a list that one category may have, more than 0; 1 for no limit
 * @param tablesSha256 lower-case hex SHA-256 of {@code items.bin}
 * @param associationsSha256 lower-case hex SHA-256 of {@code associations.jsonl}
 * @param training origin of the tables: data, options, code version; for people, ignored by the engine
 */
public record ItemsManifest(
        String kind,
        String name,
        String version,
        long sessionGapSeconds,
        int items,
        int categories,
        int minUsers,
        long trainedFrom,
        long trainedUntil,
        MixWeights weights,
        double maxPerCategory,
        String tablesSha256,
        String associationsSha256,
        Map<String, String> training) {
    /** The kind of bundle. */
    public static final String KIND = "items";

    /** The same with other weights. */
    public ItemsManifest withWeights(MixWeights other) {
        return with(other, tablesSha256, associationsSha256);
    }

    /** The same with the files' checksums. */
    ItemsManifest withChecksums(String ofTables, String ofAssociations) {
        return with(weights, ofTables, ofAssociations);
    }

    private ItemsManifest with(MixWeights otherWeights, String ofTables, String ofAssociations) {
        return new ItemsManifest(
                kind,
                name,
                version,
                sessionGapSeconds,
                items,
                categories,
                minUsers,
                trainedFrom,
                trainedUntil,
                otherWeights,
                maxPerCategory,
                ofTables,
                ofAssociations,
                training);
    }
}
