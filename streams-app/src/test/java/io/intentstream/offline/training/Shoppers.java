package io.intentstream.offline.training;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws users of a simple kind: a session with an addition to the cart mostly contains a purchase, another session never
 * does. They look at categories randomly or in turn: a session begins with any category and continues with the next one.
 */
public final class Shoppers {
    private static final long HOUR = 3_600_000L;
    /** Users come one after the other, so that the recording ends long after most of their last sessions. */
    private static final long MINUTE = 60_000L;

    private static final int TURN = 8;
    private final Random random;
    private final boolean inTurn;
    private int turn;

    public Shoppers(long seed) {
        this(seed, false);
    }

    public Shoppers(long seed, boolean inTurn) {
        random = new Random(seed);
        this.inTurn = inTurn;
    }

    public List<UserEvents> draw(int users) {
        List<UserEvents> drawn = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            List<WindowEvent> events = new ArrayList<>();
            for (int session = 0; session < 4; session++) {
                session(events, (session + 1) * 5 * HOUR + user * MINUTE + random.nextInt(1000));
            }
            drawn.add(new UserEvents("user" + user, events));
        }
        return drawn;
    }

    private void session(List<WindowEvent> events, long start) {
        turn = inTurn ? random.nextInt(TURN) : 0;
        boolean puts = random.nextBoolean();
        boolean buys = puts && random.nextDouble() < 0.9;
        int views = 2 + random.nextInt(4);
        for (int i = 0; i < views; i++) {
            events.add(event(
                    start + i * 60_000L + random.nextInt(50_000),
                    puts && i == 0 ? EventType.ADD_TO_CART : EventType.VIEW_ITEM));
        }
        if (buys) {
            events.add(event(start + views * 60_000L, EventType.PURCHASE));
        }
    }

    private WindowEvent event(long time, EventType type) {
        String item = "item" + random.nextInt(50);
        return new WindowEvent(
                random.nextLong(), time, type, item, "category" + category(), null, -1, null, 1, -1, null, null);
    }

    private int category() {
        return inTurn ? turn++ % TURN : random.nextInt(5);
    }
}
