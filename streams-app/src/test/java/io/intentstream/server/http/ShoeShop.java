package io.intentstream.server.http;

import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.ItemTables;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.ItemsManifest;
import io.intentstream.core.recommendation.MixWeights;
import io.intentstream.core.recommendation.RankedLists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An items bundle of a small shop, by which tests can say what must be recommended. */
public final class ShoeShop {
    /** Its products, the most popular first. The last id needs percent-encoding everywhere. */
    public static final List<String> ITEMS = List.of("boot", "sneaker", "sandal", "sock", "wool/50% 🧦, a");

    private static final int SHOES = 0;
    private static final int SOCKS = 1;

    private ShoeShop() {}

    /** Writes it into a new folder. */
    public static Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            ItemsBundle.write(folder, manifest(), tables(), associations());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ItemsManifest manifest() {
        return new ItemsManifest(
                ItemsManifest.KIND,
                "shoe-shop",
                "1",
                1800,
                ITEMS.size(),
                2,
                3,
                0,
                1_700_000_000_000L,
                MixWeights.DEFAULT,
                1,
                "",
                "",
                Map.of());
    }

    /** After a boot, others view a sandal, then a sock; with a boot they buy a sock. */
    private static ItemTables tables() {
        int items = ITEMS.size();
        float[] prices = new float[items];
        Arrays.fill(prices, Float.NaN);
        return new ItemTables(
                ITEMS.toArray(String[]::new),
                new int[] {SHOES, SHOES, SHOES, SOCKS, SOCKS},
                new int[] {ItemTables.NONE, ItemTables.NONE, ItemTables.NONE, ItemTables.NONE, ItemTables.NONE},
                prices,
                new int[] {50, 40, 30, 20, 10},
                new float[] {5, 4, 3, 2, 1},
                new String[] {"shoes", "socks"},
                new String[0],
                new RankedLists.Builder()
                        .add(2, 4)
                        .add(3, 1)
                        .endRow()
                        .endRow()
                        .endRow()
                        .endRow()
                        .add(0, 1)
                        .endRow()
                        .build(),
                new RankedLists.Builder()
                        .add(3, 6)
                        .endRow()
                        .endRow()
                        .endRow()
                        .endRow()
                        .endRow()
                        .build(),
                new RankedLists.Builder()
                        .add(0, .5f)
                        .add(1, .3f)
                        .add(2, .2f)
                        .endRow()
                        .add(3, .6f)
                        .add(4, .4f)
                        .endRow()
                        .build(),
                new RankedLists.Builder().add(1, .5f).endRow().endRow().build());
    }

    private static List<Association> associations() {
        return List.of(
                rule(Association.Level.CATEGORY, Association.Basket.CO_VIEW, List.of("shoes"), "hats", 12),
                rule(Association.Level.CATEGORY, Association.Basket.CO_VIEW, List.of("shoes"), "socks", 90),
                rule(Association.Level.CATEGORY, Association.Basket.CO_VIEW, List.of("shoes", "hats"), "gloves", 99),
                rule(Association.Level.CATEGORY, Association.Basket.CO_CART, List.of("shoes"), "gloves", 99),
                rule(Association.Level.ITEM, Association.Basket.CO_CART, List.of("boot"), "sock", 40));
    }

    private static Association rule(
            Association.Level level,
            Association.Basket basket,
            List<String> antecedent,
            String consequent,
            double significance) {
        return new Association(level, basket, antecedent, consequent, 30, 25, .03, .4, 4, 5, significance);
    }
}
