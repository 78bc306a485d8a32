package io.intentstream.offline.input.simulator;

import io.intentstream.offline.input.EventSource;
import io.intentstream.schema.ClickEvent;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Endless events of simulated shoppers, in event-time order; {@link #limit} ends them. The behaviour is invented. It resembles
 * a real shop's (few very active users, day and night, carts before purchases, abandoned carts, products viewed repeatedly
 * before they are bought), but no parameter is measured.
 *
 * <p>Sessions begin as a Poisson process whose rate follows the hour of day; each is a chain of steps. Memory holds the current
 * sessions, and four bytes and one bit for each shopper.
 */
public final class ShopperSimulator implements EventSource {

    private static final double DAY_MILLIS = 86_400_000;

    private final SimulatorSettings settings;
    private final Catalogue catalogue;
    private final RandomStream arrivals;
    private final PowerLaw activity;
    private final ShopperMemory memory;
    private final BitSet present;
    private final PriorityQueue<SimulatedSession> sessions = new PriorityQueue<>(
            Comparator.comparingLong(SimulatedSession::time).thenComparingLong(SimulatedSession::number));
    private final double peak = HourCurve.peak();
    private final double meanGapMillis;

    private double sinceStart;
    private long nextArrival;
    private long sessionNumber;
    private long eventNumber;

    public ShopperSimulator(SimulatorSettings settings) {
        this(settings, 0);
    }

    /**
     * Other sessions in the same shop by the same shoppers.
     *
     * @param occasion where sessions and events are numbered from, not negative; each has its own sessions
     */
    ShopperSimulator(SimulatorSettings settings, long occasion) {
        this.settings = settings;
        this.sessionNumber = occasion;
        this.eventNumber = occasion;
        this.catalogue = new Catalogue(settings.seed(), settings.complements());
        this.arrivals = new RandomStream(settings.seed() ^ occasion, -2);
        this.activity = new PowerLaw(settings.users());
        this.memory = new ShopperMemory(settings.users());
        this.present = new BitSet(settings.users());
        this.meanGapMillis = DAY_MILLIS / (settings.users() * settings.sessionsPerDay() * peak);
        scheduleArrival();
    }

    @Override
    public ClickEvent next() {
        SimulatedSession session;
        while ((session = sessions.peek()) == null || nextArrival <= session.time()) {
            arrive();
        }
        sessions.remove();
        ClickEvent event = session.advance();
        event.setEventId("sim-" + settings.seed() + "-" + ++eventNumber);
        if (session.isOver()) {
            session.remember(memory);
            present.clear(session.shopperNumber());
        } else {
            sessions.add(session);
        }
        return event;
    }

    /** Thinning (Lewis and Shedler, 1979): arrivals come at the peak rate, and each hour accepts its share of them. */
    private void arrive() {
        long time = nextArrival;
        scheduleArrival();
        Shopper shopper = Shopper.of(activity.draw(arrivals), settings.seed(), catalogue);
        boolean comes = arrivals.chance(shopper.habits().hours().at(time) / peak);
        if (!comes || present.get(shopper.number())) {
            return;
        }
        present.set(shopper.number());
        ShopperMemory.@Nullable Kept kept = memory.hasAny(shopper.number()) ? memory.of(shopper.number()) : null;
        sessions.add(new SimulatedSession(++sessionNumber, shopper, kept, catalogue, time, settings.seed()));
    }

    private void scheduleArrival() {
        sinceStart += arrivals.exponential(meanGapMillis);
        nextArrival = settings.start().toEpochMilli() + (long) sinceStart;
    }

    @Override
    public boolean inEventTimeOrder() {
        return true;
    }

    @Override
    public void close() {}
}
