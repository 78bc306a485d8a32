import io.intentstream.core.recommendation.ItemTables;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.ItemsManifest;
import io.intentstream.core.recommendation.MixWeights;
import io.intentstream.core.recommendation.RankedLists;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes an items bundle as large as asked for: the simulator's products, and made-up ones, each with 50 neighbours. It
 * measures speed and memory; its lists mean nothing.
 *
 * <pre>java -cp … LargeBundle.java FOLDER PRODUCTS</pre>
 */
public final class LargeBundle {
    private static final int PRODUCTS_PER_CATEGORY = 120;
    private static final int NEIGHBOURS = 50;
    private static final int BOUGHT = 5;
    private static final int BESTSELLERS = 40;

    private LargeBundle() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int products = Integer.parseInt(args[1]);
        ItemTables tables = tables(products);
        ItemsBundle.write(
                folder,
                new ItemsManifest(
                        ItemsManifest.KIND,
                        "large",
                        "1",
                        1800,
                        products,
                        tables.categories(),
                        3,
                        0,
                        1,
                        MixWeights.DEFAULT,
                        .6,
                        "",
                        "",
                        Map.of()),
                tables,
                List.of());
        System.out.printf("%,d products take %,d bytes of memory%n", products, ItemsBundle.bytes(tables));
    }

    private static ItemTables tables(int products) {
        int categories = (products + PRODUCTS_PER_CATEGORY - 1) / PRODUCTS_PER_CATEGORY;
        Random random = new Random(1);
        String[] ids = new String[products];
        int[] categoryOf = new int[products];
        int[] brandOf = new int[products];
        float[] logPrice = new float[products];
        int[] users = new int[products];
        float[] popularity = new float[products];
        RankedLists.Builder viewed = new RankedLists.Builder();
        RankedLists.Builder bought = new RankedLists.Builder();
        for (int i = 0; i < products; i++) {
            ids[i] = "item-" + (1000 + i);
            categoryOf[i] = i / PRODUCTS_PER_CATEGORY;
            brandOf[i] = random.nextInt(20);
            logPrice[i] = (float) (8 + random.nextGaussian());
            users[i] = 10;
            popularity[i] = products - i;
            addRow(viewed, NEIGHBOURS, products, random);
            addRow(bought, BOUGHT, products, random);
        }
        RankedLists.Builder bestsellers = new RankedLists.Builder();
        RankedLists.Builder transitions = new RankedLists.Builder();
        for (int category = 0; category < categories; category++) {
            int first = category * PRODUCTS_PER_CATEGORY;
            for (int i = first; i < Math.min(products, first + BESTSELLERS); i++) {
                bestsellers.add(i, 1f / (1 + i - first));
            }
            bestsellers.endRow();
            addRow(transitions, 20, categories, random);
        }
        return new ItemTables(
                ids,
                categoryOf,
                brandOf,
                logPrice,
                users,
                popularity,
                names("category-", categories),
                names("brand-", 20),
                viewed.build(),
                bought.build(),
                bestsellers.build(),
                transitions.build());
    }

    private static void addRow(RankedLists.Builder lists, int entries, int end, Random random) {
        for (int i = 0; i < entries; i++) {
            lists.add(random.nextInt(end), entries - i);
        }
        lists.endRow();
    }

    private static String[] names(String prefix, int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = prefix + i;
        }
        return names;
    }
}
