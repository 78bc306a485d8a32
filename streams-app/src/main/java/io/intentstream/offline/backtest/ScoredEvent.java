package io.intentstream.offline.backtest;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.schema.EventType;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was served.
 *
 * @param eventId its id
 * @param type what the user did
 * @param time event time in epoch milliseconds
 * @param moment when it was scored, in event time: its own time, or the latest of the user before it if it came late
 * @param probability the intent's
 * @param features what the model read of it; null for one that came too late to be scored by itself
 */
public record ScoredEvent(
        String eventId,
        EventType type,
        long time,
        long moment,
        double probability,
        @Nullable FeatureVector features) {

    boolean isPurchase() {
        return type == EventType.PURCHASE;
    }

    /** Whether an order's course is told by it, and it came late. */
    boolean isLateFact() {
        return time < moment && (isPurchase() || isCheckout());
    }

    /** What happened, at its own time. */
    ScoredEvent withoutScore() {
        return new ScoredEvent(eventId, type, time, time, Double.NaN, null);
    }

    /** The score, when it was served. */
    ScoredEvent scoreAlone() {
        return new ScoredEvent(eventId, EventType.OTHER, moment, moment, probability, null);
    }

    /** Whether the user is at the cash desk, where no score is needed to see what comes. */
    boolean isCheckout() {
        return type == EventType.BEGIN_CHECKOUT
                || type == EventType.ADD_SHIPPING_INFO
                || type == EventType.ADD_PAYMENT_INFO;
    }
}
