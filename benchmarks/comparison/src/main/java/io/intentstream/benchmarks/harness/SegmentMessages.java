package io.intentstream.benchmarks.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events as Segment's tracker for browsers sends them, with the context that it adds: about a kilobyte each. */
final class SegmentMessages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHOP = "https://shop.example";

    private SegmentMessages() {}

    static byte[] of(ClickEvent event) {
        boolean page = event.getEventType() == EventType.PAGE_VIEW;
        String time = event.getEventTime().toString();
        ObjectNode message = JSON.createObjectNode()
                .put("type", page ? "page" : "track")
                .put("messageId", event.getEventId())
                .put("anonymousId", "b1946ac9-2d4c-4b1a-9f5e-" + event.getUserId())
                .put("userId", event.getUserId())
                .put("channel", event.getChannel());
        if (page) {
            message.put("name", event.getPageType());
        } else {
            message.put("event", event.getEventType().name().toLowerCase(Locale.ROOT));
        }
        message.set("properties", properties(event));
        message.set("context", context(event));
        message.putObject("integrations").put("All", true);
        message.put("originalTimestamp", time)
                .put("sentAt", time)
                .put("receivedAt", time)
                .put("timestamp", time);
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new BenchmarkFailed("An event cannot be written as JSON", e);
        }
    }

    private static ObjectNode properties(ClickEvent event) {
        ObjectNode properties = JSON.createObjectNode();
        putProduct(properties, event.getItemId(), event.getCategoryId(), event.getBrand(), event.getPriceMinor());
        if (event.getQuantity() != null) {
            properties.put("quantity", event.getQuantity());
        }
        putIfPresent(properties, "currency", event.getCurrency());
        putIfPresent(properties, "query", event.getQuery());
        putIfPresent(properties, "order_id", event.getOrderId());
        if (event.getValueMinor() != null) {
            properties.put("total", inMainUnit(event.getValueMinor()));
        }
        if (!event.getItems().isEmpty()) {
            ArrayNode products = properties.putArray("products");
            for (Item item : event.getItems()) {
                ObjectNode product = products.addObject();
                putProduct(product, item.getItemId(), item.getCategoryId(), item.getBrand(), item.getPriceMinor());
                if (item.getQuantity() != null) {
                    product.put("quantity", item.getQuantity());
                }
            }
        }
        return properties;
    }

    private static void putProduct(
            ObjectNode product,
            @Nullable String id,
            @Nullable String category,
            @Nullable String brand,
            @Nullable Long priceMinor) {
        putIfPresent(product, "product_id", id);
        putIfPresent(product, "category", category);
        putIfPresent(product, "brand", brand);
        if (priceMinor != null) {
            product.put("price", inMainUnit(priceMinor));
        }
    }

    private static BigDecimal inMainUnit(long minor) {
        return BigDecimal.valueOf(minor, 2);
    }

    private static void putIfPresent(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    private static ObjectNode context(ClickEvent event) {
        ObjectNode context = JSON.createObjectNode()
                .put("ip", "203.0.113.42")
                .put("locale", "en-US")
                .put("timezone", "Europe/Berlin")
                .put(
                        "userAgent",
                        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
                                + " Safari/537.36")
                .put("sessionId", event.getSessionId());
        context.putObject("library").put("name", "analytics.js").put("version", "npm:next-1.76.1");
        context.putObject("page")
                .put("path", "/" + event.getPageType())
                .put("referrer", SHOP + "/")
                .put("search", "")
                .put("title", "The shop: " + event.getPageType())
                .put("url", SHOP + "/" + event.getPageType());
        return context;
    }
}
