package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of Segment's and RudderStack's trackers: {@code track} with the names of Segment's e-commerce
 * specification, {@code page} and {@code screen}. {@code identify}, {@code alias} and {@code group} are no behaviour and skipped.
 */
public final class SegmentReader implements MessageReader {
    private static final FormatTable COMMON = FormatTable.create()
            .alsoReading("type")
            .shoppingOnlyInKnownEvents()
            .at(EventField.EVENT_ID, "messageId")
            .at(EventField.USER_ID, "userId", "anonymousId")
            .at(EventField.EVENT_TIME, "timestamp", "originalTimestamp", "sentAt", "receivedAt")
            .at(EventField.SESSION_ID, "context.sessionId", "properties.session_id")
            .at(EventField.CHANNEL, "channel", "context.device.type")
            .at(
                    EventField.CONSENT,
                    "context.consent.categoryPreferences",
                    "context.consentManagement.deniedConsentIds",
                    "context.consentManagement.allowedConsentIds");

    private static final FormatTable TRACK = SegmentEvents.addTo(COMMON.at(EventField.EVENT, "event")
            .at(EventField.URL, "context.page.url", "context.page.path")
            .at(EventField.QUERY, "properties.query")
            .at(EventField.CURRENCY, "properties.currency")
            .at(EventField.ORDER_ID, "properties.order_id", "properties.orderId")
            .at(EventField.VALUE, "properties.total", "properties.revenue", "properties.value")
            .at(EventField.ITEM_ID, "properties.product_id", "properties.productId", "properties.sku")
            .at(EventField.CATEGORY_ID, "properties.category")
            .at(EventField.BRAND, "properties.brand")
            .at(EventField.PRICE, "properties.price")
            .at(EventField.QUANTITY, "properties.quantity")
            .at(EventField.ITEMS, "properties.products")
            .at(EventField.ITEMS_ITEM_ID, "product_id", "productId", "sku", "id")
            .at(EventField.ITEMS_NAME, "name")
            .at(EventField.ITEMS_CATEGORY_ID, "category")
            .at(EventField.ITEMS_BRAND, "brand")
            .at(EventField.ITEMS_PRICE, "price")
            .at(EventField.ITEMS_QUANTITY, "quantity"));

    private static final FormatTable OF_VERSION_1 = TRACK.at(
            EventField.ITEM_ID, "properties.product_id", "properties.productId", "properties.sku", "properties.id");

    private static final FormatTable PAGE = COMMON.at(EventField.EVENT, "type")
            .event(EventType.PAGE_VIEW, "page", "screen")
            .at(EventField.URL, "properties.url", "properties.path", "context.page.url", "context.page.path")
            .at(EventField.PAGE_TYPE, "category", "properties.category", "name", "properties.name");

    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli();

    private final EventMapper tracks;
    private final EventMapper productsOfVersion1;
    private final EventMapper pages;

    public SegmentReader(Mapping mapping) {
        this(mapping, RecordListener.NONE);
    }

    SegmentReader(Mapping mapping, RecordListener listener) {
        this.tracks = new EventMapper(TRACK, mapping, listener);
        this.productsOfVersion1 = new EventMapper(OF_VERSION_1, mapping, listener);
        this.pages = new EventMapper(PAGE, mapping, listener);
    }

    @Override
    public Validation read(byte[] bytes, int from, int to) {
        return StrictJson.read(bytes, from, to, this::read);
    }

    /** The time that a value says, read as an event's is; null when it says none from 1970 to 9999, which no clock shows. */
    public @Nullable Instant time(JsonNode value) {
        long millis = tracks.times().millis(value);
        return millis < 0 || millis >= YEAR_10000 ? null : Instant.ofEpochMilli(millis);
    }

    /**
     * Reads a message that is parsed already.
     *
     * @param message an object
     */
    public Validation read(JsonNode message) {
        String type = message.path("type").asText("");
        return switch (type) {
            case "track" ->
                (SegmentEvents.isProductOfVersion1(message.path("event").asText("")) ? productsOfVersion1 : tracks)
                        .map(message);
            case "page", "screen" -> pages.map(message, type);
            case "identify", "alias", "group" -> new Validation.Skipped(type);
            default ->
                new Validation.Rejected(
                        RejectReason.INVALID_FIELD, "type is not track, page, screen, identify, alias or group");
        };
    }
}
