package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.EventType;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of GA4's BigQuery export, daily or intraday, as JSON. Parameters stand under their names afterwards ({@code
 * event_params.page_location}), and {@code (not set)} is absent. What Google's tags collect by themselves and no shopper does,
 * such as {@code scroll}, is skipped.
 */
final class Ga4Reader implements MessageReader {
    private static final String EVENT_NAME = "event_name";
    private static final String PARAMETERS = "event_params";
    private static final String NOT_SET = "(not set)";
    private static final String[] VALUE_TYPES = {"string_value", "int_value", "float_value", "double_value"};

    private static final FormatTable TABLE = FormatTable.create()
            .timesInUtc(EpochUnit.US)
            .shoppingOnlyInKnownEvents()
            .at(EventField.EVENT, EVENT_NAME)
            .at(EventField.EVENT_TIME, "event_timestamp")
            .at(EventField.USER_ID, "user_id", "user_pseudo_id")
            .at(EventField.SESSION_ID, "event_params.ga_session_id")
            .at(EventField.URL, "event_params.page_location")
            .at(EventField.PAGE_TYPE, "event_params.content_group", "event_params.firebase_screen")
            .at(EventField.QUERY, "event_params.search_term")
            .at(EventField.CHANNEL, "device.category", "platform")
            .at(EventField.CONSENT, "privacy_info.analytics_storage")
            .at(EventField.CURRENCY, "event_params.currency")
            .at(EventField.ORDER_ID, "ecommerce.transaction_id", "event_params.transaction_id")
            .at(EventField.VALUE, "ecommerce.purchase_revenue", "event_params.value")
            .at(EventField.ITEMS, "items")
            .at(EventField.ITEMS_ITEM_ID, "item_id", "item_name")
            .at(EventField.ITEMS_NAME, "item_name")
            .at(EventField.ITEMS_CATEGORY_ID, "item_category")
            .at(EventField.ITEMS_BRAND, "item_brand")
            .at(EventField.ITEMS_PRICE, "price")
            .at(EventField.ITEMS_QUANTITY, "quantity")
            .event(EventType.PAGE_VIEW, "screen_view")
            .event(EventType.SEARCH, "view_search_results")
            .event(EventType.PURCHASE, "ecommerce_purchase", "in_app_purchase")
            .skip("scroll", "user_engagement", "session_start", "first_visit", "first_open", "click", "file_download")
            .skip("video_start", "video_progress", "video_complete", "form_start", "form_submit")
            .skip("app_clear_data", "app_exception", "app_remove", "app_store_refund", "app_update", "os_update")
            .skip("ad_click", "ad_exposure", "ad_impression", "ad_query", "ad_reward", "adunit_exposure", "error")
            .skip("dynamic_link_app_open", "dynamic_link_app_update", "dynamic_link_first_open", "firebase_campaign")
            .skip("firebase_in_app_message_action", "firebase_in_app_message_dismiss")
            .skip("firebase_in_app_message_impression", "notification_dismiss", "notification_foreground")
            .skip("notification_open", "notification_receive", "notification_send");

    private static final FormatTable REFUND =
            TABLE.at(EventField.VALUE, "ecommerce.refund_value", "event_params.value", "ecommerce.purchase_revenue");

    private final EventMapper events;
    private final EventMapper refunds;
    private final boolean mapsItemViews;

    Ga4Reader(Mapping mapping, RecordListener listener) {
        this.events = new EventMapper(TABLE, mapping, listener);
        this.refunds = new EventMapper(REFUND, mapping, listener);
        this.mapsItemViews = mapping.events().containsKey(EventName.normal("view_item"));
    }

    @Override
    public Validation read(byte[] bytes, int from, int to) {
        return StrictJson.read(bytes, from, to, this::read);
    }

    private Validation read(JsonNode parsed) {
        ObjectNode row = (ObjectNode) parsed;
        if (isWithoutUser(row)) {
            return new Validation.Skipped("without consent");
        }
        ObjectNode parameters = parameters(row.get(PARAMETERS));
        if (parameters == null) {
            return new Validation.Rejected(
                    RejectReason.INVALID_FIELD, PARAMETERS + " is not an array of key and value");
        }
        removeUnset(row);
        row.set(PARAMETERS, parameters);
        ObjectNode properties = parameters(row.get("user_properties"));
        if (properties != null) {
            row.set("user_properties", properties);
        }
        if (row.get("ecommerce") instanceof ObjectNode ecommerce) {
            removeUnset(ecommerce);
        }
        if (row.get("device") instanceof ObjectNode device) {
            removeUnset(device);
        }
        if (row.path("privacy_info") instanceof ObjectNode privacy
                && "Unset".equals(privacy.path("analytics_storage").textValue())) {
            privacy.remove("analytics_storage");
        }
        if (row.get("items") instanceof ArrayNode items) {
            items.forEach(Ga4Reader::removeUnset);
        }
        useDollars(row, parameters);
        Ga4Items.leaveOutImpressions(row, mapsItemViews);
        return row.path(EVENT_NAME).asText("").equals("refund") ? refunds.map(row) : events.map(row);
    }

    /** A tag that may not store anything still sends its events, without any id. */
    private static boolean isWithoutUser(JsonNode row) {
        return isAbsent(row.get("user_id"))
                && isAbsent(row.get("user_pseudo_id"))
                && "No"
                        .equals(row.path("privacy_info")
                                .path("analytics_storage")
                                .textValue());
    }

    private static boolean isAbsent(@Nullable JsonNode value) {
        return value == null
                || value.isNull()
                || value.isTextual()
                        && (value.textValue().isBlank() || value.textValue().equals(NOT_SET));
    }

    /** The parameters by their names; null when they are written in a way that GA4 does not write them. */
    private static @Nullable ObjectNode parameters(@Nullable JsonNode list) {
        ObjectNode byName = StrictJson.object();
        if (isAbsent(list)) {
            return byName;
        }
        if (list instanceof ObjectNode already) {
            removeUnset(already);
            return already;
        }
        if (!list.isArray()) {
            return null;
        }
        for (JsonNode parameter : list) {
            JsonNode value = parameter.get("value");
            JsonNode key = parameter.get("key");
            if (key == null || !key.isTextual()) {
                return null;
            }
            for (String type : VALUE_TYPES) {
                JsonNode typed = value == null ? null : value.get(type);
                if (!isAbsent(typed) && !byName.has(key.textValue())) {
                    byName.set(key.textValue(), typed);
                }
            }
        }
        return byName;
    }

    private static void removeUnset(JsonNode object) {
        for (Iterator<JsonNode> values = object.iterator(); values.hasNext(); ) {
            if (isAbsent(values.next())) {
                values.remove();
            }
        }
    }

    /** GA4 converts amounts to dollars beside the shop's own; they are used where it has left out the shop's own. */
    private static void useDollars(ObjectNode row, ObjectNode parameters) {
        if (!(row.get("ecommerce") instanceof ObjectNode ecommerce)
                || parameters.has("currency")
                || parameters.has("value")
                || ecommerce.has("purchase_revenue")
                || ecommerce.has("refund_value")) {
            return;
        }
        boolean dollars = false;
        for (String amount : new String[] {"purchase_revenue", "refund_value"}) {
            JsonNode inDollars = ecommerce.remove(amount + "_in_usd");
            if (inDollars != null) {
                ecommerce.set(amount, inDollars);
                dollars = true;
            }
        }
        if (dollars) {
            parameters.put("currency", "USD");
            for (JsonNode item : row.path("items")) {
                if (item instanceof ObjectNode product && product.has("price_in_usd")) {
                    product.set("price", product.remove("price_in_usd"));
                }
            }
        }
    }
}
