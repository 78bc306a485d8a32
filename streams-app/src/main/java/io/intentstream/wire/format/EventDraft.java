package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.intentstream.core.event.BlankEvent;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.SurrogatePairs;
import io.intentstream.core.event.Validation;
import io.intentstream.core.state.EventBasket;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event of one record in the making. The first value that cannot be read is its fault, and decides that it is rejected;
 * what follows is then of no account. Used once, by one thread.
 */
final class EventDraft {
    private final JsonNode record;
    private final EventMapper mapper;
    private final ClickEvent event = BlankEvent.create();
    private final Map<String, String> attributes = new LinkedHashMap<>(4);
    private Validation.@Nullable Rejected fault;

    /** Set when the mapping file skips views of this page. */
    private Validation.@Nullable Skipped skipped;

    /** Where the value stands that was found last. */
    private @Nullable Place place;

    /** The product that is being read, or -1: names its values in a fault. */
    private int item = -1;

    EventDraft(JsonNode record, EventMapper mapper) {
        this.record = record;
        this.mapper = mapper;
    }

    /** The event's name; null when the mapping file says that records have none. */
    @Nullable
    String eventName() {
        if (mapper.places(EventField.EVENT).length == 0) {
            return null;
        }
        String name = text(EventField.EVENT);
        if (name == null) {
            missing(EventField.EVENT, "the event's name");
        }
        return name;
    }

    void attribute(String name, String value) {
        attributes.put(name, value);
    }

    /**
     * Reads everything but the name.
     *
     * @param shopping whether the record's places hold what was searched for, looked at or bought
     */
    Validation finish(EventType type, boolean shopping) {
        event.setEventId(text(EventField.EVENT_ID));
        event.setUserId(text(EventField.USER_ID));
        time();
        page(type);
        if (skipped != null) {
            return skipped;
        }
        event.setSessionId(text(EventField.SESSION_ID));
        event.setChannel(text(EventField.CHANNEL));
        consent();
        event.setDwellMillis(wholeNumber(record, EventField.DWELL_MILLIS));
        if (shopping) {
            shopping();
        }
        attributes();
        if (event.getUserId() == null) {
            mapper.listener().onMissing(EventField.USER_ID.id());
            if (fault == null) {
                fault = new Validation.Rejected(
                        RejectReason.MISSING_USER_ID, names(EventField.USER_ID) + ": missing or blank");
            }
        }
        return fault == null ? new Validation.Accepted(event) : fault;
    }

    private void time() {
        JsonNode value = find(record, EventField.EVENT_TIME);
        if (value == null) {
            missing(EventField.EVENT_TIME, mapper.times().expected());
            return;
        }
        long millis = mapper.times().millis(value);
        if (millis == TimeReading.NONE) {
            wrong(mapper.times().expected());
        } else {
            event.setEventTime(Instant.ofEpochMilli(millis));
        }
    }

    /** A rule for the page's path names its type, and what a view of it is. */
    private void page(EventType type) {
        event.setPageType(text(EventField.PAGE_TYPE));
        event.setEventType(type);
        PageRule rule = pageRule();
        if (rule != null && rule.page() != null) {
            event.setPageType(rule.page());
        }
        if (rule != null && type == EventType.PAGE_VIEW) {
            if (rule.view() instanceof EventRule.Becomes becomes) {
                event.setEventType(becomes.type());
            }
            if (rule.view() instanceof EventRule.Skip) {
                skipped = new Validation.Skipped(rule.pattern());
            }
        }
    }

    private @Nullable PageRule pageRule() {
        Mapping mapping = mapper.mapping();
        String url = mapping.pages().isEmpty() ? null : text(EventField.URL);
        return url == null ? null : mapping.page(UrlPath.of(url));
    }

    private void consent() {
        JsonNode value = find(record, EventField.CONSENT);
        if (value == null) {
            return;
        }
        Boolean given = Consent.of(value, place);
        if (given == null) {
            wrong("true or false, or an object of such");
        } else {
            event.setConsent(given);
        }
    }

    private void shopping() {
        event.setQuery(text(EventField.QUERY));
        event.setOrderId(text(EventField.ORDER_ID));
        int digits = currency();
        Long value = money(record, EventField.VALUE, EventField.VALUE_MINOR, digits);
        // Some shops send what they give back as a negative number.
        event.setValueMinor(value != null && event.getEventType() == EventType.REFUND ? (Long) Math.abs(value) : value);
        products(digits);
    }

    /** Sets the currency; returns the digits of its minor unit. */
    private int currency() {
        JsonNode value = find(record, EventField.CURRENCY);
        if (value == null) {
            if (mapper.mapping().currency().isPresent()) {
                event.setCurrency(mapper.mapping().currency().get());
            }
        } else {
            String code = value.isTextual() ? Currencies.code(value.textValue()) : null;
            if (code == null) {
                wrong("an ISO 4217 code such as EUR");
            } else {
                event.setCurrency(code);
            }
        }
        return Currencies.digits(event.getCurrency());
    }

    /** One product stands in the event's own fields, several in its items; what is shown in a list always in items. */
    private void products(int digits) {
        JsonNode array = find(record, EventField.ITEMS);
        if (array == null || array.isArray() && array.isEmpty()) {
            event.setItemId(text(EventField.ITEM_ID));
            event.setCategoryId(text(EventField.CATEGORY_ID));
            event.setBrand(text(EventField.BRAND));
            event.setPriceMinor(money(record, EventField.PRICE, EventField.PRICE_MINOR, digits));
            event.setQuantity(quantity(record, EventField.QUANTITY));
            return;
        }
        if (!array.isArray()) {
            wrong("an array of products");
            return;
        }
        Place arrayPlace = place;
        // One more than the validator takes, so that it rejects the event; the others need not be built.
        int count = Math.min(array.size(), EventValidator.MAX_ITEMS + 1);
        List<Item> items = new ArrayList<>(count);
        for (item = 0; item < count && fault == null; item++) {
            place = arrayPlace;
            items.add(product(array.get(item), digits));
        }
        item = -1;
        if (items.size() == 1 && !EventBasket.isImpression(event.getEventType())) {
            Item only = items.get(0);
            event.setItemId(only.getItemId());
            event.setCategoryId(only.getCategoryId());
            event.setBrand(only.getBrand());
            event.setPriceMinor(only.getPriceMinor());
            event.setQuantity(only.getQuantity());
        } else {
            event.setItems(items);
        }
    }

    private Item product(JsonNode product, int digits) {
        Item made = new Item();
        if (!product.isObject()) {
            wrong("an object");
            return made;
        }
        made.setItemId(text(product, EventField.ITEMS_ITEM_ID));
        made.setName(text(product, EventField.ITEMS_NAME));
        made.setCategoryId(text(product, EventField.ITEMS_CATEGORY_ID));
        made.setBrand(text(product, EventField.ITEMS_BRAND));
        made.setPriceMinor(money(product, EventField.ITEMS_PRICE, EventField.ITEMS_PRICE_MINOR, digits));
        made.setQuantity(quantity(product, EventField.ITEMS_QUANTITY));
        return made;
    }

    private void attributes() {
        JsonNode all = find(record, EventField.ATTRIBUTES);
        if (all != null && !all.isObject()) {
            wrong("an object");
        } else if (all != null) {
            for (Map.Entry<String, JsonNode> each : all.properties()) {
                if (!each.getValue().isNull()) {
                    attributes.put(each.getKey(), attributeText(each.getValue()));
                }
            }
        }
        for (Map.Entry<String, Place[]> attribute : mapper.attributes().entrySet()) {
            JsonNode value = find(record, attribute.getValue());
            if (value != null) {
                attributes.put(attribute.getKey(), attributeText(value));
            }
        }
        if (!attributes.isEmpty()) {
            event.setAttributes(attributes);
        }
    }

    /** An attribute is a text: an object or a list becomes its JSON. */
    private static String attributeText(JsonNode value) {
        String text = NumberReading.text(value);
        return text == null ? value.toString() : text;
    }

    private @Nullable String text(EventField field) {
        return text(record, field);
    }

    private @Nullable String text(JsonNode from, EventField field) {
        JsonNode value = find(from, field);
        if (value == null) {
            return null;
        }
        String text = NumberReading.text(value);
        if (text == null) {
            wrong("a text or a number");
        } else if (!SurrogatePairs.areComplete(text)) {
            reject(RejectReason.INVALID_TEXT, "valid Unicode; it has half of a surrogate pair such as \\ud800");
        }
        return text;
    }

    private @Nullable Long money(JsonNode from, EventField main, EventField minor, int digits) {
        Long whole = wholeNumber(from, minor);
        if (whole != null) {
            return whole;
        }
        JsonNode value = find(from, main);
        if (value == null) {
            return null;
        }
        Long money = NumberReading.minorUnits(value, digits);
        if (money == null) {
            wrong("a number such as 12.50");
        }
        return money;
    }

    private @Nullable Integer quantity(JsonNode from, EventField field) {
        Long whole = wholeNumber(from, field);
        if (whole == null) {
            return null;
        }
        if (whole != whole.intValue()) {
            wrong("a whole number below 2147483648");
            return null;
        }
        return whole.intValue();
    }

    private @Nullable Long wholeNumber(JsonNode from, EventField field) {
        JsonNode value = find(from, field);
        if (value == null) {
            return null;
        }
        Long whole = NumberReading.whole(value);
        if (whole == null) {
            wrong("a whole number");
        }
        return whole;
    }

    private @Nullable JsonNode find(JsonNode from, EventField field) {
        return find(from, mapper.places(field));
    }

    private @Nullable JsonNode find(JsonNode from, Place[] places) {
        for (Place each : places) {
            JsonNode value = each.in(from);
            if (value != null) {
                place = each;
                return value;
            }
        }
        return null;
    }

    /** The value found last is not what it must be. */
    private void wrong(String expected) {
        reject(RejectReason.INVALID_FIELD, expected);
    }

    private void reject(RejectReason reason, String expected) {
        if (fault == null) {
            fault = new Validation.Rejected(reason, where() + " is not " + expected);
        }
    }

    private String where() {
        if (item < 0) {
            return String.valueOf(place);
        }
        Place[] arrays = mapper.places(EventField.ITEMS);
        Place array = arrays[0];
        for (Place each : arrays) {
            if (each.in(record) != null) {
                array = each;
                break;
            }
        }
        String element = array + "[" + item + "]";
        return array.equals(place) ? element : element + "." + place;
    }

    private void missing(EventField field, String expected) {
        mapper.listener().onMissing(field.id());
        if (fault == null) {
            fault = new Validation.Rejected(
                    RejectReason.INVALID_FIELD, names(field) + ": missing; expected " + expected);
        }
    }

    private String names(EventField field) {
        StringBuilder names = new StringBuilder();
        for (Place each : mapper.places(field)) {
            names.append(names.isEmpty() ? "" : " or ").append(each);
        }
        return names.isEmpty() ? field.id() + " (no place is known: name one in the mapping file)" : names.toString();
    }
}
