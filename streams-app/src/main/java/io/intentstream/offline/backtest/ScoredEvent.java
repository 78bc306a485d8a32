package io.intentstream.offline.backtest;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.schema.EventType;
import org.jspecify.annotations.Nullable;

/**
 * An event with its served score.
 *
 * @param eventId its id
 * @param type what the user did
 * @param order 64-bit hash of the order's id; 0 when the event is no purchase, or names no order
 * @param continues whether it is a purchase of an order that an event before began
 * @param time event time in epoch milliseconds
 * @param moment event time at scoring: its own time, or that of the user's latest event if this one was late
 * @param probability the intent's probability
 * @param features the features that the model read; null if the event was too late to be scored on its own
 */
public record ScoredEvent(
        String eventId,
        EventType type,
        long order,
        boolean continues,
        long time,
        long moment,
        double probability,
        @Nullable FeatureVector features) {

    boolean isPurchase() {
        return type == EventType.PURCHASE;
    }

    SessionCourse.Step step() {
        return new SessionCourse.Step(type, time, order, continues);
    }

    /** Whether it is a late purchase or checkout step. */
    boolean isLateFact() {
        return time < moment && (isPurchase() || isCheckout());
    }

    /** The event at its own time, without the score. */
    ScoredEvent withoutScore() {
        return new ScoredEvent(eventId, type, order, continues, time, time, Double.NaN, null);
    }

    /** The score at its time of serving, without the event. */
    ScoredEvent scoreAlone() {
        return new ScoredEvent(eventId, EventType.OTHER, 0, false, moment, moment, probability, null);
    }

    /** Whether the user is in the checkout, where a purchase is obvious without a score. */
    boolean isCheckout() {
        return type == EventType.BEGIN_CHECKOUT
                || type == EventType.ADD_SHIPPING_INFO
                || type == EventType.ADD_PAYMENT_INFO;
    }
}
