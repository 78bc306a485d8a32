package io.intentstream.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a decoded event may enter the engine. An accepted event is safe to store, to sum and to take the time
 * from: no field can overflow a counter, push stream time ahead or bloat a user's state. Immutable.
 */
public final class EventValidator {
    /** How far ahead of now an event's time may be, unless configured otherwise. */
    public static final Duration DEFAULT_MAX_FUTURE = Duration.ofHours(1);

    /** Maximum UTF-8 length, in bytes, of an id or a name. */
    public static final int MAX_ID_BYTES = EventText.Limits.ID_BYTES;

    /** Maximum price of one unit: ten billion of the main unit. */
    private static final long MAX_PRICE_MINOR = 1_000_000_000_000L;

    /** Most products of one event, as in GA4. */
    public static final int MAX_ITEMS = 200;

    private static final int MAX_QUANTITY = 1_000_000;
    private static final long MAX_DWELL_MILLIS = Duration.ofDays(7).toMillis();

    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private final long maxFutureMillis;

    /** @param maxFuture how far an event's time may be ahead of now */
    public EventValidator(Duration maxFuture) {
        this.maxFutureMillis = maxFuture.toMillis();
    }

    /** Whether a record's key is its event's userId in UTF-8. A blank userId passes, since {@link #validate} rejects it. */
    public static boolean isKeyedByUser(ClickEvent event, byte @Nullable [] key) {
        String user = event.getUserId();
        return user.isBlank() || Arrays.equals(user.getBytes(UTF_8), key);
    }

    /**
     * Checks one event.
     *
     * @param event the decoded event
     * @param now epoch milliseconds, from the caller, since the core reads no clock
     */
    public Validation validate(ClickEvent event, long now) {
        Validation wrongUser = checkUserId(event.getUserId());
        if (wrongUser != null) {
            return wrongUser;
        }
        String id = event.getEventId();
        if (id == null || id.isBlank()) {
            return reject(RejectReason.MISSING_EVENT_ID, "eventId is missing or blank");
        }
        if (event.getItems().size() > MAX_ITEMS) {
            return reject(RejectReason.TOO_MANY_ITEMS, "items has more than " + MAX_ITEMS + " products");
        }
        Validation wrongText = EventText.fault(event);
        if (wrongText != null) {
            return wrongText;
        }
        Validation wrongTime = checkTime(event.getEventTime().toEpochMilli(), now);
        if (wrongTime != null) {
            return wrongTime;
        }
        Validation wrongNumber = checkNumbers(event);
        return wrongNumber != null ? wrongNumber : new Validation.Accepted(event);
    }

    /**
     * Checks an id that a person or a request gives; null when a state may have it. That is any id that an event may have, and
     * one with U+0000, which the first releases accepted: such a user can still be looked up and erased.
     */
    public static Validation.@Nullable Rejected checkUserId(@Nullable String userId) {
        if (userId == null || userId.isBlank()) {
            return reject(RejectReason.MISSING_USER_ID, "userId is missing or blank");
        }
        return EventText.USER_ID.faultWhereStored(userId);
    }

    /** Checks the id of a product that a person or a request gives; null when an event may have it. */
    public static Validation.@Nullable Rejected checkItemId(String itemId) {
        return EventText.ITEM_ID.fault(itemId);
    }

    /** Checks the id of a category that a person or a request gives; null when an event may have it. */
    public static Validation.@Nullable Rejected checkCategoryId(String categoryId) {
        return EventText.CATEGORY_ID.fault(categoryId);
    }

    private @Nullable Validation checkTime(long time, long now) {
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

    private static @Nullable Validation checkNumbers(ClickEvent event) {
        Validation wrongItem = checkNumbers(event.getPriceMinor(), event.getQuantity(), "");
        if (wrongItem != null) {
            return wrongItem;
        }
        for (Item item : event.getItems()) {
            wrongItem = checkNumbers(item.getPriceMinor(), item.getQuantity(), "items.");
            if (wrongItem != null) {
                return wrongItem;
            }
        }
        Long value = event.getValueMinor();
        if (value != null && (value < 0 || value > MAX_PRICE_MINOR)) {
            return reject(RejectReason.VALUE_OUT_OF_RANGE, "valueMinor is not between 0 and " + MAX_PRICE_MINOR);
        }
        Long dwell = event.getDwellMillis();
        if (dwell != null && (dwell < 0 || dwell > MAX_DWELL_MILLIS)) {
            return reject(RejectReason.DWELL_OUT_OF_RANGE, "dwellMillis is not between 0 and " + MAX_DWELL_MILLIS);
        }
        return null;
    }

    private static @Nullable Validation checkNumbers(
            @Nullable Long priceMinor, @Nullable Integer quantity, String prefix) {
        if (priceMinor != null && (priceMinor < 0 || priceMinor > MAX_PRICE_MINOR)) {
            return reject(
                    RejectReason.PRICE_OUT_OF_RANGE, prefix + "priceMinor is not between 0 and " + MAX_PRICE_MINOR);
        }
        if (quantity != null && (quantity < 0 || quantity > MAX_QUANTITY)) {
            return reject(RejectReason.QUANTITY_OUT_OF_RANGE, prefix + "quantity is not between 0 and " + MAX_QUANTITY);
        }
        return null;
    }

    private static Validation.Rejected reject(RejectReason reason, String message) {
        return new Validation.Rejected(reason, message);
    }
}
