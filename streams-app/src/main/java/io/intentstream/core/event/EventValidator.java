package io.intentstream.core.event;

import io.intentstream.schema.ClickEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Says whether a decoded event may enter the engine. What it lets through is safe to keep, to sum and to use as a time:
 * no field can overflow a counter, advance the clock of the stream or bloat a user's state.
 */
public final class EventValidator {
    /** Most bytes of a userId or eventId. */
    public static final int MAX_ID_BYTES = 256;
    /** Most bytes of any other text field. */
    public static final int MAX_TEXT_BYTES = 1024;
    /** Most bytes of all attribute names and values together. */
    public static final int MAX_ATTRIBUTES_BYTES = 16 * 1024;
    /** Highest price of one unit, in minor units: ten billion of the main unit. */
    public static final long MAX_PRICE_MINOR = 1_000_000_000_000L;
    /** Most units in one event. */
    public static final int MAX_QUANTITY = 1_000_000;
    /** Longest dwell: 7 days. */
    public static final long MAX_DWELL_MILLIS = Duration.ofDays(7).toMillis();

    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private final long maxFutureMillis;

    /** @param maxFuture how far ahead of now an event may claim to have happened */
    public EventValidator(Duration maxFuture) {
        this.maxFutureMillis = maxFuture.toMillis();
    }

    /**
     * Checks one event.
     *
     * @param event the decoded event
     * @param now epoch milliseconds; the caller's clock, so that this class reads none
     */
    public Validation validate(ClickEvent event, long now) {
        String user = event.getUserId();
        if (user == null || user.isBlank()) {
            return reject(RejectReason.MISSING_USER_ID, "userId is missing or blank");
        }
        if (exceeds(user, MAX_ID_BYTES)) {
            return reject(RejectReason.USER_ID_TOO_LONG, "userId has more than " + MAX_ID_BYTES + " bytes");
        }
        String id = event.getEventId();
        if (id == null || id.isBlank()) {
            return reject(RejectReason.MISSING_EVENT_ID, "eventId is missing or blank");
        }
        if (exceeds(id, MAX_ID_BYTES)) {
            return tooLong("eventId", MAX_ID_BYTES);
        }
        Validation wrongTime = checkTime(event.getEventTime().toEpochMilli(), now);
        if (wrongTime != null) {
            return wrongTime;
        }
        Validation wrongNumber = checkNumbers(event);
        if (wrongNumber != null) {
            return wrongNumber;
        }
        Validation wrongText = checkTexts(event);
        return wrongText != null ? wrongText : new Validation.Accepted(event);
    }

    private Validation checkTime(long time, long now) {
        if (time < EARLIEST) {
            return reject(RejectReason.EVENT_TIME_TOO_OLD, "eventTime is before 2000-01-01T00:00:00Z");
        }
        if (time > now + maxFutureMillis) {
            return reject(
                    RejectReason.EVENT_TIME_IN_FUTURE,
                    "eventTime is more than " + Duration.ofMillis(maxFutureMillis) + " ahead of now");
        }
        return null;
    }

    private static Validation checkNumbers(ClickEvent event) {
        Long price = event.getPriceMinor();
        if (price != null && (price < 0 || price > MAX_PRICE_MINOR)) {
            return reject(RejectReason.PRICE_OUT_OF_RANGE, "priceMinor is not from 0 to " + MAX_PRICE_MINOR);
        }
        Integer quantity = event.getQuantity();
        if (quantity != null && (quantity < 0 || quantity > MAX_QUANTITY)) {
            return reject(RejectReason.QUANTITY_OUT_OF_RANGE, "quantity is not from 0 to " + MAX_QUANTITY);
        }
        Long dwell = event.getDwellMillis();
        if (dwell != null && (dwell < 0 || dwell > MAX_DWELL_MILLIS)) {
            return reject(RejectReason.DWELL_OUT_OF_RANGE, "dwellMillis is not from 0 to " + MAX_DWELL_MILLIS);
        }
        return null;
    }

    private static Validation checkTexts(ClickEvent event) {
        String field = firstTooLong(event);
        if (field != null) {
            return tooLong(field, MAX_ID_BYTES);
        }
        if (exceeds(event.getCurrency(), 8)) {
            return tooLong("currency", 8);
        }
        if (exceeds(event.getQuery(), MAX_TEXT_BYTES)) {
            return tooLong("query", MAX_TEXT_BYTES);
        }
        return attributesExceed(event.getAttributes()) ? tooLong("attributes", MAX_ATTRIBUTES_BYTES) : null;
    }

    private static String firstTooLong(ClickEvent event) {
        if (exceeds(event.getItemId(), MAX_ID_BYTES)) {
            return "itemId";
        }
        if (exceeds(event.getCategoryId(), MAX_ID_BYTES)) {
            return "categoryId";
        }
        if (exceeds(event.getBrand(), MAX_ID_BYTES)) {
            return "brand";
        }
        if (exceeds(event.getChannel(), MAX_ID_BYTES)) {
            return "channel";
        }
        if (exceeds(event.getPageType(), MAX_ID_BYTES)) {
            return "pageType";
        }
        return exceeds(event.getSessionId(), MAX_ID_BYTES) ? "sessionId" : null;
    }

    private static boolean attributesExceed(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return false;
        }
        long bytes = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            bytes += utf8Length(attribute.getKey()) + utf8Length(attribute.getValue());
        }
        return bytes > MAX_ATTRIBUTES_BYTES;
    }

    private static Validation tooLong(String field, int bytes) {
        return reject(RejectReason.FIELD_TOO_LONG, field + " has more than " + bytes + " bytes");
    }

    private static Validation reject(RejectReason reason, String message) {
        return new Validation.Rejected(reason, message);
    }

    private static boolean exceeds(String text, int bytes) {
        // A char takes at most 3 bytes, so most texts need no counting.
        return text != null && text.length() * 3L > bytes && utf8Length(text) > bytes;
    }

    private static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts 2 of the pair's 4 bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
