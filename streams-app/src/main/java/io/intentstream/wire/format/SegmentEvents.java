package io.intentstream.wire.format;

import io.intentstream.schema.EventType;
import java.util.Set;

/** The event names of Segment's e-commerce specification (version 2, and version 1 where it differs). */
final class SegmentEvents {

    /** In these the property {@code id} is the product's; elsewhere it is an order's, a promotion's or anything else's. */
    private static final Set<String> PRODUCTS_OF_VERSION_1 =
            Set.of("viewed product", "clicked product", "added product", "removed product");

    private SegmentEvents() {}

    static boolean isProductOfVersion1(String name) {
        return PRODUCTS_OF_VERSION_1.contains(EventName.normal(name));
    }

    static FormatTable addTo(FormatTable table) {
        return table.event(EventType.SEARCH, "Products Searched", "Searched Products")
                .event(
                        EventType.VIEW_ITEM_LIST,
                        "Product List Viewed",
                        "Product List Filtered",
                        "Viewed Product Category")
                .event(EventType.VIEW_PROMOTION, "Promotion Viewed", "Viewed Promotion")
                .event(EventType.SELECT_PROMOTION, "Promotion Clicked", "Clicked Promotion")
                .event(EventType.SELECT_ITEM, "Product Clicked", "Clicked Product")
                .event(EventType.VIEW_ITEM, "Product Viewed", "Viewed Product")
                .event(EventType.ADD_TO_CART, "Product Added", "Added Product", "Wishlist Product Added to Cart")
                .event(EventType.REMOVE_FROM_CART, "Product Removed", "Removed Product")
                .event(EventType.VIEW_CART, "Cart Viewed", "Viewed Cart")
                .event(EventType.BEGIN_CHECKOUT, "Checkout Started", "Started Checkout")
                .event(EventType.BEGIN_CHECKOUT, "Checkout Step Viewed", "Viewed Checkout Step")
                .event(EventType.ADD_SHIPPING_INFO, "Checkout Step Completed", "Completed Checkout Step")
                .event(EventType.ADD_PAYMENT_INFO, "Payment Info Entered")
                .event(EventType.PURCHASE, "Order Completed", "Completed Order")
                .event(EventType.REFUND, "Order Refunded", "Refunded Order", "Order Cancelled")
                .event(EventType.ADD_TO_WISHLIST, "Product Added to Wishlist")
                .event(EventType.SHARE, "Product Shared", "Cart Shared")
                .event(EventType.SIGN_UP, "Signed Up")
                .event(EventType.LOGIN, "Signed In", "Logged In")
                // Behaviour, but nothing that GA4 has a name for.
                .event(EventType.OTHER, "Order Updated", "Updated Order", "Product Removed from Wishlist")
                .event(EventType.OTHER, "Coupon Entered", "Coupon Applied", "Coupon Denied", "Coupon Removed")
                .event(EventType.OTHER, "Product Reviewed", "Signed Out", "Application Opened")
                // What trackers tell of themselves.
                .skip("Segment Consent Preference Updated")
                .skip(
                        "Application Installed",
                        "Application Updated",
                        "Application Backgrounded",
                        "Application Crashed");
    }
}
