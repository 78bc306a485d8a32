package io.intentstream.cli.command;

import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.Association.Basket;
import io.intentstream.core.recommendation.Association.Level;
import io.intentstream.core.recommendation.ItemTables;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.schema.AssociatedItem;
import io.intentstream.schema.ItemAssociations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of an items bundle: one for each product that others go with, in the order of their ids. */
final class ItemAssociationRecords {
    /** Most products of a list. */
    static final int MOST = 50;

    private static final Comparator<Association> STRONGEST_FIRST = Comparator.comparingDouble(Association::significance)
            .reversed()
            .thenComparing(Comparator.comparingInt(Association::users).reversed())
            .thenComparing(Association::consequent);

    private ItemAssociationRecords() {}

    static SortedMap<String, ItemAssociations> of(ItemsBundle bundle, List<Association> rules) {
        SortedMap<String, List<Association>> byItem = new TreeMap<>();
        for (Association rule : rules) {
            boolean pair = rule.level() == Level.ITEM && rule.antecedent().size() == 1;
            if (pair && rule.basket() != Basket.CO_PURCHASE) {
                byItem.computeIfAbsent(rule.antecedent().get(0), item -> new ArrayList<>())
                        .add(rule);
            }
        }
        SortedMap<String, ItemAssociations> records = new TreeMap<>();
        byItem.forEach((item, itsRules) -> records.put(item, record(item, itsRules, bundle)));
        return records;
    }

    private static ItemAssociations record(String itemId, List<Association> rules, ItemsBundle bundle) {
        ItemTables tables = bundle.tables();
        OptionalInt item = tables.item(itemId);
        int category = item.isPresent() ? tables.categoryOf(item.getAsInt()) : ItemTables.NONE;
        // Tables may be limited to fewer products than the rules; those of a rule are then the fewest there can be.
        int users = item.isPresent()
                ? tables.users(item.getAsInt())
                : rules.stream().mapToInt(Association::users).max().orElse(0);
        return ItemAssociations.newBuilder()
                .setItemId(itemId)
                .setCategoryId(category == ItemTables.NONE ? null : tables.categoryId(category))
                .setUsers(users)
                .setAlsoViewed(strongest(rules, Basket.CO_VIEW))
                .setAlsoBought(strongest(rules, Basket.CO_CART))
                .setItemsName(bundle.manifest().name())
                .setItemsVersion(bundle.manifest().version())
                .setItemsFingerprint(bundle.fingerprintHex())
                .build();
    }

    private static List<AssociatedItem> strongest(List<Association> rules, Basket basket) {
        return rules.stream()
                .filter(rule -> rule.basket() == basket)
                .sorted(STRONGEST_FIRST)
                .limit(MOST)
                .map(rule -> new AssociatedItem(
                        rule.consequent(),
                        (long) rule.users(),
                        rule.support(),
                        rule.confidence(),
                        rule.lift(),
                        rule.significance()))
                .toList();
    }
}
