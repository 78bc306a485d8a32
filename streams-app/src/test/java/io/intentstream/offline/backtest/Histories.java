package io.intentstream.offline.backtest;

import io.intentstream.schema.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Users' histories for tests, from lines such as {@code view@0=0.1}: event type, minute and score. Events
 * arrive in the order of the lines.
 */
final class Histories {
    static final Duration GAP = Duration.ofMinutes(30);
    static final Instant START = Instant.parse("2025-03-01T10:00:00Z");

    private Histories() {}

    static UserHistory of(String userId, Horizon horizon, Duration recorded, String... events) {
        return UserHistory.of(
                userId, events(events), horizon, START.plus(recorded).toEpochMilli());
    }

    private static List<ScoredEvent> events(String... lines) {
        List<ScoredEvent> events = new ArrayList<>();
        long moment = 0;
        for (String line : lines) {
            String[] parts = line.split("[@=]");
            long time = START.plus(Duration.ofMinutes(Long.parseLong(parts[1]))).toEpochMilli();
            moment = Math.max(moment, time);
            events.add(new ScoredEvent(
                    line, type(parts[0]), order(parts[0]), false, time, moment, Double.parseDouble(parts[2]), null));
        }
        return events;
    }

    /** A letter behind the type names an order. */
    private static long order(String word) {
        return word.length() > 3 && word.startsWith("buy") ? word.charAt(3) : 0;
    }

    private static EventType type(String word) {
        return switch (word) {
            case "buy", "buyA", "buyB" -> EventType.PURCHASE;
            case "checkout" -> EventType.BEGIN_CHECKOUT;
            default -> EventType.VIEW_ITEM;
        };
    }
}
