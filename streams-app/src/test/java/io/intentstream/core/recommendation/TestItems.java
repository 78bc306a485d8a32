package io.intentstream.core.recommendation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small items bundles for tests, whose pairs are random but reproducible. */
public final class TestItems {
    /** When the training ended. */
    public static final Instant TRAINED_UNTIL = Instant.parse("2025-01-01T00:00:00Z");

    private static final int NEIGHBOURS = 5;

    private TestItems() {}

    /**
     * A bundle of products {@code item-0}, {@code item-1}, …, the first the most popular; product {@code n} is in {@code
     * category-(n mod categories)}.
     */
    public static ItemsBundle bundle(int items, int categories) {
        return ItemsBundle.of(manifest("1", items, categories, 3), tables(items, categories, 1));
    }

    /**
     * Writes such a bundle.
     *
     * @param version also decides which products go together
     * @return the folder
     */
    public static Path write(Path folder, int items, int categories, int version) {
        return write(
                folder, manifest(String.valueOf(version), items, categories, 3), tables(items, categories, version));
    }

    /** Writes a bundle that fewer users than allowed are behind. */
    public static Path writeOfSingleUsers(Path folder) {
        return write(folder, manifest("1", 4, 2, 1), tables(4, 2, 1));
    }

    /** Writes a bundle whose manifest promises more users than its least popular product has, which are two. */
    public static Path writeOfFewUsers(Path folder) {
        return write(folder, manifest("1", 4, 2, 3), tables(4, 2, 1, 2));
    }

    private static Path write(Path folder, ItemsManifest manifest, ItemTables tables) {
        try {
            Files.createDirectories(folder);
            ItemsBundle.write(folder, manifest, tables, List.of());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ItemsManifest manifest(String version, int items, int categories, int minUsers) {
        return new ItemsManifest(
                ItemsManifest.KIND,
                "test-items",
                version,
                1800,
                items,
                categories,
                minUsers,
                TRAINED_UNTIL.minusSeconds(86_400).toEpochMilli(),
                TRAINED_UNTIL.toEpochMilli(),
                MixWeights.DEFAULT,
                .5,
                "",
                "",
                Map.of());
    }

    private static ItemTables tables(int items, int categories, long seed) {
        return tables(items, categories, seed, 4);
    }

    private static ItemTables tables(int items, int categories, long seed, int fewestUsers) {
        Random random = new Random(seed);
        String[] ids = new String[items];
        int[] categoryOf = new int[items];
        int[] brandOf = new int[items];
        float[] logPrice = new float[items];
        int[] users = new int[items];
        float[] popularity = new float[items];
        RankedLists.Builder alsoViewed = new RankedLists.Builder();
        RankedLists.Builder alsoBought = new RankedLists.Builder();
        for (int i = 0; i < items; i++) {
            ids[i] = "item-" + i;
            categoryOf[i] = i % categories;
            brandOf[i] = ItemTables.NONE;
            logPrice[i] = (float) Math.log(500 + 100 * (i % 50));
            users[i] = fewestUsers + items - 1 - i;
            popularity[i] = items - i;
            addNeighbours(i, items, alsoViewed, random);
            addNeighbours(i, items, alsoBought, random);
        }
        return new ItemTables(
                ids,
                categoryOf,
                brandOf,
                logPrice,
                users,
                popularity,
                numbered("category-", categories),
                new String[0],
                alsoViewed.build(),
                alsoBought.build(),
                bestsellers(items, categories),
                transitions(categories, random));
    }

    /** Different products other than the product itself, the strongest first. */
    private static void addNeighbours(int item, int items, RankedLists.Builder lists, Random random) {
        int step = 1 + random.nextInt(Math.max(1, items / (NEIGHBOURS + 1)));
        for (int k = 1; k <= Math.min(NEIGHBOURS, items - 1); k++) {
            lists.add((item + k * step) % items, 1f / k);
        }
        lists.endRow();
    }

    private static RankedLists bestsellers(int items, int categories) {
        RankedLists.Builder lists = new RankedLists.Builder();
        for (int category = 0; category < categories; category++) {
            for (int item = category; item < items; item += categories) {
                lists.add(item, (float) (items - item) / items);
            }
            lists.endRow();
        }
        return lists.build();
    }

    private static RankedLists transitions(int categories, Random random) {
        RankedLists.Builder lists = new RankedLists.Builder();
        for (int category = 0; category < categories; category++) {
            lists.add((category + 1 + random.nextInt(Math.max(1, categories - 1))) % categories, .5f)
                    .endRow();
        }
        return lists.build();
    }

    private static String[] numbered(String prefix, int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = prefix + i;
        }
        return names;
    }
}
