package io.intentstream.core.engine;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of several products for tests: each product has the category, brand and price that follow from its number. */
public final class BasketEvents {
    private BasketEvents() {}

    /** An event of ann with products of these numbers. */
    public static ClickEvent basket(String id, EventType type, long second, int... products) {
        ClickEvent event = Users.event("ann", id, type, second);
        event.setItemId(null);
        event.setCategoryId(null);
        event.setCurrency("EUR");
        event.setItems(Arrays.stream(products).mapToObj(BasketEvents::item).toList());
        return event;
    }

    /** An event of ann of an order, with products of these numbers. */
    public static ClickEvent order(String id, EventType type, long second, String orderId, int... products) {
        ClickEvent event = basket(id, type, second, products);
        event.setOrderId(orderId);
        return event;
    }

    /** The same event with a value for the whole of it. */
    public static ClickEvent worth(@Nullable Long valueMinor, ClickEvent event) {
        event.setValueMinor(valueMinor);
        return event;
    }

    /** The same event without the prices of its products. */
    public static ClickEvent unpriced(ClickEvent event) {
        event.getItems().forEach(item -> item.setPriceMinor(null));
        return event;
    }

    /** A product that costs 1.00 EUR times its number. */
    public static Item item(int number) {
        return Item.newBuilder()
                .setItemId("p" + number)
                .setName("Product " + number)
                .setCategoryId("category-" + number % 3)
                .setBrand("brand-" + number % 2)
                .setPriceMinor(100L * number)
                .build();
    }

    /** The same event in the fields for one product. */
    public static ClickEvent singleItem(ClickEvent event) {
        Item item = event.getItems().get(0);
        event.setItemId(item.getItemId());
        event.setCategoryId(item.getCategoryId());
        event.setBrand(item.getBrand());
        event.setPriceMinor(item.getPriceMinor());
        event.setQuantity(item.getQuantity());
        event.setItems(List.of());
        return event;
    }
}
