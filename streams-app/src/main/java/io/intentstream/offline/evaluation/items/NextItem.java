package io.intentstream.offline.evaluation.items;

import io.intentstream.schema.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user looked at next: the event with a product that followed the latest event.
 *
 * @param index place of its event among the user's events; those before it are what was known
 * @param time of its event, epoch milliseconds
 * @param type of its event
 * @param items its products, each once, without those of the user's latest event with products; when no other is left, these
 *     are all of its products, and it is a repeat
 * @param categoryId its category, or null
 * @param newItems whether the user had no event with any of the products before
 * @param newCategory whether the user had no event in the category before; false without a category
 * @param repeat whether the event is about the products of the latest event with products again: no list can tell that, since
 *     lists leave out what was just seen
 */
public record NextItem(
        int index,
        long time,
        EventType type,
        List<String> items,
        @Nullable String categoryId,
        boolean newItems,
        boolean newCategory,
        boolean repeat) {}
