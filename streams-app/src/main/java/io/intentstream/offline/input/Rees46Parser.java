package io.intentstream.offline.input;

import io.intentstream.core.event.BlankEvent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * REES46 shops: a header, then {@code event_time,event_type,product_id,category_id,category_code,brand,price,user_id,
 * user_session}. The category is the readable code if there is one, otherwise the number. Prices are in US dollars; digits
 * beyond the cent, which only result from printing a binary fraction, are rounded half up.
 */
final class Rees46Parser implements LineParser {

    private static final int TIME = 0;
    private static final int TYPE = 1;
    private static final int PRODUCT = 2;
    private static final int CATEGORY_ID = 3;
    private static final int CATEGORY_CODE = 4;
    private static final int BRAND = 5;
    private static final int PRICE = 6;
    private static final int USER = 7;
    private static final int SESSION = 8;

    private static final int LONGEST_PRICE = 32;

    private final CsvLine columns = new CsvLine(
            "event_time",
            "event_type",
            "product_id",
            "category_id",
            "category_code",
            "brand",
            "price",
            "user_id",
            "user_session");
    private final SecondsTimestamp time = new SecondsTimestamp();

    @Override
    public boolean isHeader(Line line) {
        return columns.isHeader(line);
    }

    @Override
    public ClickEvent parse(Line line) throws MalformedLineException {
        columns.split(line);
        ClickEvent event = BlankEvent.create();
        event.setEventTime(time.parse(columns, TIME));
        event.setEventType(type());
        event.setItemId(columns.optionalText(PRODUCT));
        String code = columns.optionalText(CATEGORY_CODE);
        event.setCategoryId(code != null ? code : columns.optionalText(CATEGORY_ID));
        event.setBrand(columns.optionalText(BRAND));
        Long cents = cents();
        event.setPriceMinor(cents);
        event.setCurrency(cents == null ? null : "USD");
        event.setUserId(columns.text(USER));
        event.setSessionId(columns.optionalText(SESSION));
        event.setEventId(line.eventId("rees46"));
        return event;
    }

    private EventType type() throws MalformedLineException {
        if (columns.is(TYPE, "view")) {
            return EventType.VIEW_ITEM;
        }
        if (columns.is(TYPE, "cart")) {
            return EventType.ADD_TO_CART;
        }
        if (columns.is(TYPE, "purchase")) {
            return EventType.PURCHASE;
        }
        if (columns.is(TYPE, "remove_from_cart")) {
            return EventType.REMOVE_FROM_CART;
        }
        throw columns.malformed(TYPE, "view, cart, remove_from_cart or purchase");
    }

    private @Nullable Long cents() throws MalformedLineException {
        String price = columns.ascii(PRICE);
        if (price.isEmpty()) {
            return null;
        }
        if (price.length() <= LONGEST_PRICE && price.indexOf('e') < 0 && price.indexOf('E') < 0) {
            try {
                return new BigDecimal(price)
                        .setScale(2, RoundingMode.HALF_UP)
                        .movePointRight(2)
                        .longValueExact();
            } catch (ArithmeticException | NumberFormatException notAPrice) {
                // reported below
            }
        }
        throw columns.malformed(PRICE, "a price in dollars such as 35.79, or nothing");
    }
}
