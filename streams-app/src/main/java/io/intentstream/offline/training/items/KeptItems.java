package io.intentstream.offline.training.items;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The products and categories that the tables know, numbered by popularity.
 *
 * @param items the products, the most popular first
 * @param categories the categories, the most popular first
 * @param itemNumbers number of each product
 * @param categoryNumbers number of each category
 */
record KeptItems(
        List<String> items,
        List<String> categories,
        Map<String, Integer> itemNumbers,
        Map<String, Integer> categoryNumbers) {

    static KeptItems of(ItemCounts counts, ItemsOptions options) {
        List<String> items = counts.items(options.minUsers(), options.maxItems());
        List<String> categories = counts.categories(options.minUsers());
        return new KeptItems(items, categories, numbers(items), numbers(categories));
    }

    private static Map<String, Integer> numbers(List<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            numbers.put(names.get(i), i);
        }
        return numbers;
    }
}
