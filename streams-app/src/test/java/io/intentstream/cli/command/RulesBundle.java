package io.intentstream.cli.command;

import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.Association.Basket;
import io.intentstream.core.recommendation.Association.Level;
import io.intentstream.core.recommendation.ItemTables;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.ItemsManifest;
import io.intentstream.core.recommendation.MixWeights;
import io.intentstream.core.recommendation.RankedLists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Items bundles of three products in two categories, with rules that a test chooses. */
final class RulesBundle {
    private static final String[] ITEMS = {"i-1", "i-2", "i-3"};
    private static final String[] CATEGORIES = {"shoes", "socks"};

    private RulesBundle() {}

    /** Writes a bundle into a new folder. */
    static Path write(Path folder, String version, int minUsers, Association... rules) throws IOException {
        Files.createDirectories(folder);
        ItemsManifest manifest = new ItemsManifest(
                ItemsManifest.KIND,
                "shop-items",
                version,
                1800,
                ITEMS.length,
                CATEGORIES.length,
                minUsers,
                0,
                1,
                MixWeights.DEFAULT,
                1,
                "",
                "",
                Map.of("events", "12,000"));
        ItemsBundle.write(folder, manifest, tables(), List.of(rules));
        return folder;
    }

    private static ItemTables tables() {
        return new ItemTables(
                ITEMS,
                new int[] {0, 1, ItemTables.NONE},
                new int[] {ItemTables.NONE, ItemTables.NONE, ItemTables.NONE},
                new float[] {Float.NaN, Float.NaN, Float.NaN},
                new int[] {30, 20, 10},
                new float[] {30, 20, 10},
                CATEGORIES,
                new String[0],
                empty(ITEMS.length),
                empty(ITEMS.length),
                empty(CATEGORIES.length),
                empty(CATEGORIES.length));
    }

    private static RankedLists empty(int rows) {
        RankedLists.Builder lists = new RankedLists.Builder();
        for (int i = 0; i < rows; i++) {
            lists.endRow();
        }
        return lists.build();
    }

    /** A rule of products whose lift by size is half its textbook lift, and whose G2 is twice that. */
    static Association items(Basket basket, double lift, String... antecedentAndConsequent) {
        return rule(Level.ITEM, basket, lift, antecedentAndConsequent);
    }

    /** As {@link #items}, of categories. */
    static Association categories(double lift, String... antecedentAndConsequent) {
        return rule(Level.CATEGORY, Basket.CO_VIEW, lift, antecedentAndConsequent);
    }

    private static Association rule(Level level, Basket basket, double lift, String... ids) {
        List<String> antecedent = Arrays.asList(ids).subList(0, ids.length - 1);
        return new Association(
                level, basket, antecedent, ids[ids.length - 1], 6, 5, 0.00125, 0.5, lift / 2, lift, 2 * lift);
    }
}
