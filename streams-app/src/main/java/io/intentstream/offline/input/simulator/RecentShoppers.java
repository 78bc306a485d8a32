package io.intentstream.offline.input.simulator;

import io.intentstream.offline.input.EventSource;
import io.intentstream.schema.ClickEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The first events of a simulation, moved in time: the last of them happens at a time that the caller names. */
public final class RecentShoppers implements EventSource {

    private final EventSource shop;
    private final Duration shift;

    /**
     * Simulates the events once to learn when the last one happens: a second for about half a million of them.
     *
     * @param events how many; more than 0
     * @param end the time of the last one
     */
    public RecentShoppers(SimulatorSettings settings, long events, Instant end) {
        this.shop = new ShopperSimulator(settings).limit(events);
        Instant last = settings.start();
        EventSource rehearsal = new ShopperSimulator(settings).limit(events);
        for (ClickEvent event = rehearsal.next(); event != null; event = rehearsal.next()) {
            last = event.getEventTime();
        }
        this.shift = Duration.between(last, end);
    }

    @Override
    public @Nullable ClickEvent next() {
        ClickEvent event = shop.next();
        if (event != null) {
            event.setEventTime(event.getEventTime().plus(shift));
        }
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
