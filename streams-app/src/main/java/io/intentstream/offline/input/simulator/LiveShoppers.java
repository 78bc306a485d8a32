package io.intentstream.offline.input.simulator;

import io.intentstream.offline.input.EventSource;
import io.intentstream.schema.ClickEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Shoppers who are in the shop now, for ever: the time of an event is the time at which it is taken. Taken at the rate that
 * this is made for, shoppers spend about as long on a page as simulated ones do, and are away for an hour or two between
 * two sessions. Ids of events are never those of another start.
 */
public final class LiveShoppers implements EventSource {

    /** So many shoppers make an event a second without hurry. */
    private static final int SHOPPERS_FOR_ONE_EVENT_PER_SECOND = 300;

    private static final int FEWEST_SHOPPERS = 1_000;

    /** Measured, over all types of shoppers. */
    private static final double EVENTS_PER_SESSION = 12.5;

    private static final double MOST_SESSIONS_PER_DAY = 24;
    private static final double SECONDS_PER_DAY = 86_400;

    /** A shop that has just opened is empty; after this time it is as full as it will be. */
    private static final Duration OPENING = Duration.ofMinutes(10);

    private final ShopperSimulator shop;
    private final Clock clock;

    /**
     * @param eventsPerSecond the rate at which events will be taken, more than 0
     * @param clock the time of the events, and what tells this start from others
     */
    public LiveShoppers(int users, long seed, double eventsPerSecond, Clock clock) {
        this.clock = clock;
        double sessionsPerDay = eventsPerSecond * SECONDS_PER_DAY / EVENTS_PER_SESSION / users;
        SimulatorSettings settings = new SimulatorSettings(
                users, seed, SimulatorSettings.DEFAULT_START, Math.min(MOST_SESSIONS_PER_DAY, sessionsPerDay));
        this.shop = new ShopperSimulator(settings, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        Instant open = settings.start().plus(OPENING);
        while (shop.next().getEventTime().isBefore(open)) {
            // these events have happened before anyone looks
        }
    }

    /** The number of shoppers for a rate of events. */
    public static int shoppersFor(double eventsPerSecond) {
        double shoppers = Math.ceil(eventsPerSecond * SHOPPERS_FOR_ONE_EVENT_PER_SECOND);
        return (int) Math.max(FEWEST_SHOPPERS, Math.min(SimulatorSettings.MOST_USERS, shoppers));
    }

    @Override
    public ClickEvent next() {
        ClickEvent event = shop.next();
        event.setEventTime(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return event;
    }

    @Override
    public boolean inEventTimeOrder() {
        return true;
    }

    @Override
    public void close() {
        shop.close();
    }
}
