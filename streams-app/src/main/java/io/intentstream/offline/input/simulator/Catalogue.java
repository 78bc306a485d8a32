package io.intentstream.offline.input.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue of the simulated shop: categories of products with brands and log-normal prices. */
final class Catalogue {

    private record Category(String id, double medianEuros, List<Product> products) {}

    private static final int PRODUCTS_PER_CATEGORY = 120;
    private static final double PRICE_SIGMA = 0.5;
    private static final List<String> BRANDS = List.of(
            "alder",
            "birke",
            "corvid",
            "dunlin",
            "estuary",
            "fjell",
            "granit",
            "harbour",
            "isola",
            "juniper",
            "kestrel",
            "lumen",
            "moraine",
            "nordwind",
            "ocelot",
            "pampas",
            "quarz",
            "riva",
            "sable",
            "tundra");
    private static final int BRANDS_PER_CATEGORY = 6;

    private static final List<Complement> COMPLEMENTS = List.of(
            new Complement("electronics.smartphone", "electronics.headphones"),
            new Complement("fashion.shoes", "sports.running"),
            new Complement("fashion.dress", "beauty.perfume"),
            new Complement("home.sofa", "home.lighting"),
            new Complement("books.novel", "toys.puzzle"),
            new Complement("home.kitchen", "garden.tools"),
            new Complement("fashion.jacket", "sports.cycling"),
            new Complement("baby.stroller", "beauty.skincare"),
            new Complement("pets.dog", "garden.tools"),
            new Complement("beauty.skincare", "beauty.perfume"));

    /** Most pairs of complements. */
    static final int MOST_COMPLEMENTS = COMPLEMENTS.size();

    private final List<Category> categories = new ArrayList<>();
    private final List<Product> products = new ArrayList<>();
    private final Map<String, List<Product>> complementOf = new HashMap<>();
    private final PowerLaw categoryPopularity;
    private final PowerLaw productPopularity = new PowerLaw(PRODUCTS_PER_CATEGORY);

    /** @param complements how many pairs of categories go together, 0 to {@link #MOST_COMPLEMENTS} */
    Catalogue(long seed, int complements) {
        RandomStream random = new RandomStream(seed, -1);
        add("electronics.smartphone", 420, random);
        add("fashion.shoes", 79, random);
        add("beauty.skincare", 18, random);
        add("home.kitchen", 35, random);
        add("electronics.headphones", 89, random);
        add("fashion.dress", 54, random);
        add("sports.running", 65, random);
        add("books.novel", 14, random);
        add("home.lighting", 48, random);
        add("electronics.laptop", 890, random);
        add("toys.puzzle", 22, random);
        add("fashion.jacket", 119, random);
        add("pets.dog", 26, random);
        add("beauty.perfume", 62, random);
        add("garden.tools", 39, random);
        add("sports.cycling", 210, random);
        add("home.sofa", 640, random);
        add("baby.stroller", 330, random);
        categoryPopularity = new PowerLaw(categories.size());
        for (Complement pair : complements(complements)) {
            categories.stream()
                    .filter(category -> category.id().equals(pair.complement()))
                    .forEach(category -> complementOf.put(pair.category(), category.products()));
        }
    }

    /** The first pairs of categories that go together. */
    static List<Complement> complements(int number) {
        return COMPLEMENTS.subList(0, number);
    }

    /** The product that goes with this one, always the same; null when there is none. */
    @Nullable
    Product complementOf(Product product) {
        List<Product> complements = complementOf.get(product.categoryId());
        return complements == null ? null : complements.get(product.index() % PRODUCTS_PER_CATEGORY);
    }

    private void add(String id, double medianEuros, RandomStream random) {
        int firstBrand = categories.size() * 7;
        List<Product> inCategory = new ArrayList<>();
        for (int i = 0; i < PRODUCTS_PER_CATEGORY; i++) {
            String brand = BRANDS.get((firstBrand + random.below(BRANDS_PER_CATEGORY)) % BRANDS.size());
            long euros = Math.max(1, Math.round(random.logNormal(medianEuros, PRICE_SIGMA)));
            Product product =
                    new Product(products.size(), "item-" + (1000 + products.size()), id, brand, euros * 100 - 1);
            products.add(product);
            inCategory.add(product);
        }
        categories.add(new Category(id, medianEuros, inCategory));
    }

    Product product(int index) {
        return products.get(index);
    }

    /** Draws a category; popular ones more often. */
    int drawCategory(RandomStream random) {
        return categoryPopularity.draw(random);
    }

    String categoryId(int category) {
        return categories.get(category).id();
    }

    int categoryOf(Product product) {
        return product.index() / PRODUCTS_PER_CATEGORY;
    }

    /** Draws a product of the category, popular ones more often: the cheapest of {@code draws}. */
    Product drawProduct(int category, int draws, RandomStream random) {
        Product cheapest = null;
        for (int i = 0; i < draws; i++) {
            Product product = categories.get(category).products().get(productPopularity.draw(random));
            if (cheapest == null || product.priceMinor() < cheapest.priceMinor()) {
                cheapest = product;
            }
        }
        if (cheapest == null) {
            throw new IllegalArgumentException("draws is " + draws + "; it must be 1 or more");
        }
        return cheapest;
    }
}
