package io.intentstream.offline.input;

import io.intentstream.core.event.BlankEvent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ClickstreamDMM (WWW 2022): a header, then {@code session,seq,t_sec,page,s0,s1,s2,s3,s4,purchase}, one page view per
 * line. The data has no users and no dates: a session is a user, and every session starts at {@link #START}. The purchase
 * label reveals the outcome of the whole session, so it is checked but never put into the event; {@link ClickstreamDmm}
 * reads it for training.
 */
final class ClickstreamDmmParser implements LineParser {

    /** The start of every session. */
    static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private static final int SESSION = 0;
    private static final int SEQUENCE = 1;
    private static final int SECONDS = 2;
    private static final int PAGE = 3;
    private static final int FIRST_STATIC = 4;
    private static final int STATICS = 5;
    private static final int LABEL = 9;

    private static final long MOST_SECONDS = 366L * 86_400;

    private final CsvLine columns =
            new CsvLine("session", "seq", "t_sec", "page", "s0", "s1", "s2", "s3", "s4", "purchase");

    @Override
    public boolean isHeader(Line line) {
        return columns.isHeader(line);
    }

    @Override
    public ClickEvent parse(Line line) throws MalformedLineException {
        String session = splitAndSession(line);
        bought();
        columns.whole(SEQUENCE, 0, Integer.MAX_VALUE);
        ClickEvent event = BlankEvent.create();
        event.setUserId(session);
        event.setSessionId(session);
        event.setEventTime(START.plusSeconds(columns.whole(SECONDS, 0, MOST_SECONDS)));
        event.setEventType(EventType.PAGE_VIEW);
        event.setPageType("page-" + columns.text(PAGE));
        event.setAttributes(statics());
        event.setEventId(line.eventId("clickstreamdmm"));
        return event;
    }

    /** Splits the line and returns its session. */
    String splitAndSession(Line line) throws MalformedLineException {
        columns.split(line);
        return columns.text(SESSION);
    }

    /** The label of the line that was split last: whether its session ends in a purchase. */
    boolean bought() throws MalformedLineException {
        return columns.whole(LABEL, 0, 1) == 1;
    }

    private Map<String, String> statics() throws MalformedLineException {
        Map<String, String> statics = new LinkedHashMap<>();
        for (int i = 0; i < STATICS; i++) {
            statics.put("s" + i, columns.text(FIRST_STATIC + i));
        }
        return statics;
    }
}
