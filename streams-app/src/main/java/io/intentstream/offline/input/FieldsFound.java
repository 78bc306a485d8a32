package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.Item;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields of an event were found at all, by their names in a mapping file. */
final class FieldsFound {
    private static final List<String> WANTED = List.of(
            "sessionId",
            "itemId",
            "categoryId",
            "brand",
            "price",
            "currency",
            "quantity",
            "orderId",
            "pageType",
            "query",
            "channel");

    private final Set<String> found = new LinkedHashSet<>();

    void add(ClickEvent event) {
        if (found.size() == WANTED.size()) {
            return;
        }
        add("sessionId", event.getSessionId());
        add("currency", event.getCurrency());
        add("orderId", event.getOrderId());
        add("pageType", event.getPageType());
        add("query", event.getQuery());
        add("channel", event.getChannel());
        product(event.getItemId(), event.getCategoryId(), event.getBrand(), event.getPriceMinor(), event.getQuantity());
        for (Item item : event.getItems()) {
            product(item.getItemId(), item.getCategoryId(), item.getBrand(), item.getPriceMinor(), item.getQuantity());
        }
    }

    private void product(
            @Nullable String itemId,
            @Nullable String categoryId,
            @Nullable String brand,
            @Nullable Long price,
            @Nullable Integer quantity) {
        add("itemId", itemId);
        add("categoryId", categoryId);
        add("brand", brand);
        add("price", price);
        add("quantity", quantity);
    }

    private void add(String field, @Nullable Object value) {
        if (value != null) {
            found.add(field);
        }
    }

    /** Those that no event has. */
    List<String> absent() {
        List<String> absent = new ArrayList<>(WANTED);
        absent.removeAll(found);
        return absent;
    }
}
