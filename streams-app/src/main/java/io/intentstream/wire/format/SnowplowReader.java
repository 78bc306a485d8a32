package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.EventType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads Snowplow's enriched events in each of their forms: lines of the enriched stream (131 columns with tabs between), the JSON
 * that Snowplow's analytics SDKs make of them, and exports of the events table as CSV whose first line names the columns. All
 * become what the SDKs make: an entity of a schema stands in an array under a name such as {@code
 * contexts_com_snowplowanalytics_snowplow_ecommerce_product_1}.
 */
final class SnowplowReader implements MessageReader {
    private static final String ACTION =
            "unstruct_event_com_snowplowanalytics_snowplow_ecommerce_snowplow_ecommerce_action_1";
    private static final String SHOP = "contexts_com_snowplowanalytics_snowplow_ecommerce_";
    private static final String TRANSACTION = SHOP + "transaction_1.0.";
    private static final String REFUND = SHOP + "refund_1.0.";
    private static final String PRODUCTS = SHOP + "product_1";
    private static final String MOBILE_SESSION = "contexts_com_snowplowanalytics_snowplow_client_session_1.0.";

    private static final FormatTable TABLE = FormatTable.create()
            .timesInUtc(EpochUnit.MS)
            .at(EventField.EVENT_ID, "event_id")
            .at(EventField.USER_ID, "user_id", "domain_userid", MOBILE_SESSION + "userId", "network_userid")
            .at(EventField.EVENT_TIME, "derived_tstamp", "dvce_created_tstamp", "collector_tstamp")
            .at(EventField.EVENT, ACTION + ".type", "se_action", "event_name", "event")
            .at(EventField.SESSION_ID, "domain_sessionid", MOBILE_SESSION + "sessionId")
            .at(EventField.URL, "page_url", "page_urlpath")
            .at(EventField.PAGE_TYPE, SHOP + "page_1.0.type")
            .at(EventField.QUERY, "unstruct_event_com_snowplowanalytics_snowplow_site_search_1.terms.0")
            .at(EventField.CHANNEL, "platform")
            .at(
                    EventField.CURRENCY,
                    TRANSACTION + "currency",
                    REFUND + "currency",
                    PRODUCTS + ".0.currency",
                    SHOP + "cart_1.0.currency",
                    "tr_currency",
                    "ti_currency")
            .at(
                    EventField.ORDER_ID,
                    TRANSACTION + "transaction_id",
                    REFUND + "transaction_id",
                    "tr_orderid",
                    "ti_orderid")
            .at(EventField.VALUE, TRANSACTION + "revenue", REFUND + "refund_amount", "tr_total")
            .at(EventField.ITEM_ID, "ti_sku")
            .at(EventField.CATEGORY_ID, "ti_category")
            .at(EventField.PRICE, "ti_price")
            .at(EventField.QUANTITY, "ti_quantity")
            .at(EventField.ITEMS, PRODUCTS)
            .at(EventField.ITEMS_ITEM_ID, "id")
            .at(EventField.ITEMS_NAME, "name")
            .at(EventField.ITEMS_CATEGORY_ID, "category")
            .at(EventField.ITEMS_BRAND, "brand")
            .at(EventField.ITEMS_PRICE, "price", "list_price")
            .at(EventField.ITEMS_QUANTITY, "quantity")
            .event(EventType.PAGE_VIEW, "page_view", "screen_view")
            .event(EventType.VIEW_ITEM, "product_view")
            .event(EventType.VIEW_ITEM_LIST, "list_view")
            .event(EventType.SELECT_ITEM, "list_click")
            .event(EventType.VIEW_PROMOTION, "promo_view")
            .event(EventType.SELECT_PROMOTION, "promo_click")
            .event(EventType.BEGIN_CHECKOUT, "checkout_step")
            .event(EventType.PURCHASE, "transaction", "transaction_item")
            .event(EventType.SEARCH, "site_search")
            .event(EventType.SHARE, "social_interaction")
            .event(EventType.OTHER, "trns_error")
            .skip("page_ping", "link_click", "submit_form", "change_form", "focus_form", "timing")
            .skip("application_background", "application_foreground", "application_install", "application_error")
            .skip("consent_preferences", "consent_granted", "consent_withdrawn", "cmp_visible", "screen_end");

    private final Mapping mapping;
    private final RecordListener listener;
    private final EventMapper mapper;

    /** The columns of an export with a header; null for lines of the enriched stream. */
    private final @Nullable List<String> header;

    private final char separator;

    SnowplowReader(Mapping mapping, RecordListener listener) {
        this(mapping, listener, null, '\t');
    }

    private SnowplowReader(Mapping mapping, RecordListener listener, @Nullable List<String> header, char separator) {
        this.mapping = mapping;
        this.listener = listener;
        this.mapper = new EventMapper(TABLE, mapping, listener);
        this.header = header;
        this.separator = separator;
    }

    /** An export of the events table begins with the names of its columns. */
    @Override
    public Optional<MessageReader> afterHeader(byte[] bytes, int from, int to) {
        String line = TextLine.text(bytes, from, to);
        for (char between : new char[] {',', '\t', ';'}) {
            List<String> names = line == null ? null : TextLine.quoted(line, between);
            if (names != null && names.contains("event_id") && names.contains("collector_tstamp")) {
                return Optional.of(new SnowplowReader(mapping, listener, List.copyOf(names), between));
            }
        }
        return Optional.empty();
    }

    @Override
    public Validation read(byte[] bytes, int from, int to) {
        return from < to && bytes[from] == '{'
                ? StrictJson.read(bytes, from, to, event -> mapper.map(withMajorVersions((ObjectNode) event)))
                : TextLine.read(bytes, from, to, this::read);
    }

    private Validation read(String line) {
        List<String> names = header == null ? SnowplowColumns.NAMES : header;
        List<String> values = header == null ? TextLine.plain(line, separator) : TextLine.quoted(line, separator);
        if (values == null || values.size() != names.size()) {
            String found = values == null ? "a quote is not closed" : "found " + values.size() + " columns";
            return new Validation.Rejected(
                    RejectReason.UNDECODABLE,
                    found + " instead of " + names.size()
                            + (header == null ? " with tabs between, as in Snowplow's enriched stream" : ""));
        }
        ObjectNode event = StrictJson.object();
        for (int i = 0; i < names.size(); i++) {
            String value = values.get(i);
            if (!value.isEmpty()) {
                String wrong = put(event, names.get(i), value);
                if (wrong != null) {
                    return new Validation.Rejected(RejectReason.UNDECODABLE, wrong);
                }
            }
        }
        return mapper.map(event);
    }

    /** Adds a column's value; returns what is wrong with it, or null. */
    private static @Nullable String put(ObjectNode event, String name, String value) {
        boolean envelope = name.equals("contexts") || name.equals("derived_contexts") || name.equals("unstruct_event");
        if (!envelope && !isOfSchema(name)) {
            event.put(name, value);
            return null;
        }
        JsonNode json = StrictJson.container(value);
        if (json == null) {
            return name + " is not JSON as it is read here";
        }
        if (isOfSchema(name)) {
            add(event, withMajorVersion(name), json);
        } else if (name.equals("unstruct_event")) {
            unpack(event, "unstruct_event", json.path("data"));
        } else {
            json.path("data").forEach(entity -> unpack(event, "contexts", entity));
        }
        return null;
    }

    private static void unpack(ObjectNode event, String kind, JsonNode selfDescribing) {
        String name =
                SnowplowColumns.ofSchema(kind, selfDescribing.path("schema").asText(""));
        JsonNode data = selfDescribing.get("data");
        if (name == null || data == null) {
            return;
        }
        JsonNode value =
                kind.equals("unstruct_event") ? data : event.arrayNode().add(data);
        add(event, name, value);
    }

    private static boolean isOfSchema(String column) {
        return column.startsWith("contexts_") || column.startsWith("unstruct_event_");
    }

    /** Joins the entities of a schema's minor versions, which stand in several columns of a warehouse, most of them empty. */
    private static void add(ObjectNode event, String name, JsonNode value) {
        if (value.isNull() || value.isContainerNode() && value.isEmpty()) {
            return;
        }
        if (event.get(name) instanceof ArrayNode others && value instanceof ArrayNode more) {
            others.addAll(more);
        } else {
            event.set(name, value);
        }
    }

    /** The SDKs end the names with the major version, warehouses with all of it. */
    private static ObjectNode withMajorVersions(ObjectNode event) {
        ObjectNode renamed = StrictJson.object();
        for (Iterator<Map.Entry<String, JsonNode>> fields = event.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            String name = field.getKey();
            if (isOfSchema(name)) {
                add(renamed, withMajorVersion(name), field.getValue());
            } else {
                renamed.set(name, field.getValue());
            }
        }
        return renamed;
    }

    private static String withMajorVersion(String name) {
        int end = name.length();
        int cut = end;
        for (int numbers = 0; numbers < 3; numbers++) {
            int start = end;
            while (start > 0 && Character.isDigit(name.charAt(start - 1))) {
                start--;
            }
            if (start == end || start == 0 || name.charAt(start - 1) != '_') {
                return name.substring(0, cut);
            }
            cut = end;
            end = start - 1;
        }
        return name.substring(0, cut);
    }
}
