package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Tells the products of a GA4 event from those that were merely in sight. Many shops send the list on the page with whatever
 * happens on it; what the event is about has a {@code quantity} there, and the others have none.
 */
final class Ga4Items {
    /** These are about one product, or a few; a long list without quantities only says what was in sight. */
    private static final Set<String> OF_ONE =
            Set.of("view_item", "select_item", "add_to_cart", "remove_from_cart", "add_to_wishlist");

    private Ga4Items() {}

    /**
     * In an event about one product, leaves out those without a quantity where others have one. Where none of several has one, a
     * view of an item is the view of a list, and the other events have no product that is known. Carts and orders keep all: a
     * product without a quantity is one piece there.
     *
     * @param row is changed
     * @param keepItemViews whether a view of an item keeps its name
     */
    static void leaveOutImpressions(ObjectNode row, boolean keepItemViews) {
        String event = row.path("event_name").asText("");
        if (!(row.get("items") instanceof ArrayNode items) || items.size() < 2 || !OF_ONE.contains(event)) {
            return;
        }
        ArrayNode meant = items.arrayNode();
        for (JsonNode item : items) {
            if (item.hasNonNull("quantity")) {
                meant.add(item);
            }
        }
        if (meant.isEmpty() && event.equals("view_item") && !keepItemViews) {
            row.put("event_name", "view_item_list");
        } else {
            row.set("items", meant);
        }
    }
}
