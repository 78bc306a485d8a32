package io.intentstream.offline.input;

import io.intentstream.core.event.BlankEvent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.time.Instant;

/**
 * Taobao UserBehavior (Tianchi data set 649): {@code user,item,category,behaviour,unixSeconds} without a header, where
 * the behaviour is pv, fav, cart or buy. The published file contains times outside its nine days, even before 1970. They
 * are read unchanged and validated like those of any event.
 */
final class TaobaoParser implements LineParser {

    private static final int USER = 0;
    private static final int ITEM = 1;
    private static final int CATEGORY = 2;
    private static final int BEHAVIOUR = 3;
    private static final int SECONDS = 4;

    private final CsvLine columns = new CsvLine("user", "item", "category", "behaviour", "unixSeconds");

    @Override
    public boolean isHeader(Line line) {
        return false;
    }

    @Override
    public ClickEvent parse(Line line) throws MalformedLineException {
        columns.split(line);
        ClickEvent event = BlankEvent.create();
        event.setUserId(columns.text(USER));
        event.setItemId(columns.optionalText(ITEM));
        event.setCategoryId(columns.optionalText(CATEGORY));
        event.setEventType(behaviour());
        event.setEventTime(Instant.ofEpochSecond(columns.whole(SECONDS, -99_999_999_999L, 99_999_999_999L)));
        event.setEventId(line.eventId("taobao"));
        return event;
    }

    private EventType behaviour() throws MalformedLineException {
        if (columns.is(BEHAVIOUR, "pv")) {
            return EventType.VIEW_ITEM;
        }
        if (columns.is(BEHAVIOUR, "cart")) {
            return EventType.ADD_TO_CART;
        }
        if (columns.is(BEHAVIOUR, "fav")) {
            return EventType.ADD_TO_WISHLIST;
        }
        if (columns.is(BEHAVIOUR, "buy")) {
            return EventType.PURCHASE;
        }
        throw columns.malformed(BEHAVIOUR, "pv, fav, cart or buy");
    }
}
