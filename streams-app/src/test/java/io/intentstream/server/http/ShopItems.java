package io.intentstream.server.http;

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

/** An items bundle of products of the demo's shop, and of one that it does not sell. */
final class ShopItems {
    private static final List<String> ITEMS = List.of(
            "sold-elsewhere",
            "shoes-boot",
            "novel-rain",
            "kitchen-pan",
            "kitchen-knife",
            "novel-harbour",
            "shoes-trail");

    private ShopItems() {}

    /** After the boot, others view the trail runner; with the pan, they buy the knife. */
    static Path write(Path folder) throws IOException {
        int[] none = new int[ITEMS.size()];
        Arrays.fill(none, ItemTables.NONE);
        float[] prices = new float[ITEMS.size()];
        Arrays.fill(prices, Float.NaN);
        ItemTables tables = new ItemTables(
                ITEMS.toArray(String[]::new),
                new int[] {0, 0, 1, 2, 2, 1, 0},
                none,
                prices,
                new int[] {50, 40, 30, 20, 10, 9, 8},
                new float[] {7, 6, 5, 4, 3, 2, 1},
                new String[] {"fashion.shoes", "books.novel", "home.kitchen"},
                new String[0],
                rows(Map.of(1, List.of(0, 6), 5, List.of(2))),
                rows(Map.of(3, List.of(0, 4))),
                new RankedLists.Builder()
                        .add(1, .5f)
                        .endRow()
                        .add(2, .5f)
                        .endRow()
                        .add(3, .5f)
                        .endRow()
                        .build(),
                new RankedLists.Builder().endRow().endRow().endRow().build());
        Files.createDirectories(folder);
        ItemsBundle.write(
                folder,
                new ItemsManifest(
                        ItemsManifest.KIND,
                        "shop-items",
                        "test",
                        1800,
                        ITEMS.size(),
                        3,
                        3,
                        0,
                        1_700_000_000_000L,
                        MixWeights.DEFAULT,
                        1,
                        "",
                        "",
                        Map.of()),
                tables,
                List.of());
        return folder;
    }

    private static RankedLists rows(Map<Integer, List<Integer>> related) {
        RankedLists.Builder lists = new RankedLists.Builder();
        for (int item = 0; item < ITEMS.size(); item++) {
            float weight = 4;
            for (int other : related.getOrDefault(item, List.of())) {
                lists.add(other, weight--);
            }
            lists.endRow();
        }
        return lists.build();
    }
}
