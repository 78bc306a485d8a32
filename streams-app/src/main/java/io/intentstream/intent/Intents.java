package io.intentstream.intent;

import io.intentstream.model.IntentModel;
import io.intentstream.model.ModelManifest;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.Driver;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.state.Click;
import io.intentstream.state.Tally;
import io.intentstream.state.UserState;
import io.intentstream.state.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds purchase intents from a scored state. Immutable. */
public final class Intents {
    private static final int DRIVERS = 3;
    private static final int CATEGORIES = 3;

    private final ModelManifest manifest;
    private final String fingerprint;
    private final Calibrated calibrated;
    private final long sessionGapMillis;

    /**
     * Intents of a model.
     *
     * @param model whose log-odds the states hold
     * @param calibrated what they mean
     * @param sessionGapMillis inactivity that ends a session
     */
    public Intents(IntentModel model, Calibrated calibrated, long sessionGapMillis) {
        this.manifest = model.manifest();
        this.fingerprint = model.fingerprintHex();
        this.calibrated = calibrated;
        this.sessionGapMillis = sessionGapMillis;
    }

    /**
     * The intent that an event brought.
     *
     * @param event the event
     * @param state the user's state after it
     * @param index place in the window of the event whose log-odds count: the latest, or the event's own when it is told
     *     again
     * @param updateNumber the user's running number of the update
     * @param previous probability after the update before; null when there is none
     * @param late whether the event was older than one already seen
     */
    public PurchaseIntent of(
            ClickEvent event, UserState state, int index, long updateNumber, @Nullable Double previous, boolean late) {
        float logit = state.window().logit(index);
        double probability = calibrated.probability(logit);
        return new PurchaseIntent(
                event.getUserId(),
                event.getEventId(),
                event.getEventTime(),
                updateNumber,
                probability,
                previous,
                previous == null ? 0.0 : Calibrated.round(probability - previous),
                calibrated.band(probability),
                manifest.horizon(),
                drivers(state.window(), index),
                categories(categoriesSeen(state, index), probability),
                manifest.name(),
                manifest.version(),
                fingerprint,
                late,
                Float.isNaN(logit));
    }

    /** The session's events up to {@code index} that moved the calibrated log-odds most. */
    private List<Driver> drivers(Window window, int index) {
        int start = window.sessionStart(index, sessionGapMillis);
        int[] best = new int[DRIVERS];
        double[] changes = new double[DRIVERS];
        int found = 0;
        for (int i = start; i <= index; i++) {
            double before = i == start ? calibrated.baseLogOdds() : calibrated.logOdds(window.logit(i - 1));
            double change = calibrated.logOdds(window.logit(i)) - before;
            int place = found;
            while (place > 0 && Math.abs(changes[place - 1]) < Math.abs(change)) {
                place--;
            }
            if (place < DRIVERS) {
                found = Math.min(found + 1, DRIVERS);
                System.arraycopy(best, place, best, place + 1, found - 1 - place);
                System.arraycopy(changes, place, changes, place + 1, found - 1 - place);
                best[place] = i;
                changes[place] = change;
            }
        }
        List<Driver> drivers = new ArrayList<>(found);
        for (int i = 0; i < found; i++) {
            Click click = window.click(best[i]);
            drivers.add(new Driver(
                    click.type(),
                    Instant.ofEpochMilli(click.time()),
                    click.itemId(),
                    click.categoryId(),
                    Math.round(changes[i] * 1000) / 1000.0));
        }
        return drivers;
    }

    /** The categories of the visit up to an event; those up to the latest are at hand. */
    private Tally categoriesSeen(UserState state, int index) {
        Window window = state.window();
        return index == window.size() - 1
                ? state.history().session().categories()
                : window.categories(window.sessionStart(index, sessionGapMillis), index);
    }

    /**
     * Spreads the probability over the categories of the visit, by their part in its events: a purchase later in the
     * visit concerns what the visit is about.
     */
    private static List<CategoryIntent> categories(Tally tally, double probability) {
        long total = 0;
        for (long count : tally.counts().values()) {
            total += count;
        }
        List<Map.Entry<String, Long>> best = new ArrayList<>(CATEGORIES + 1);
        for (Map.Entry<String, Long> entry : tally.counts().entrySet()) {
            int place = best.size();
            while (place > 0 && best.get(place - 1).getValue() < entry.getValue()) {
                place--;
            }
            if (place < CATEGORIES) {
                best.add(place, entry);
                if (best.size() > CATEGORIES) {
                    best.remove(CATEGORIES);
                }
            }
        }
        List<CategoryIntent> intents = new ArrayList<>(best.size());
        for (Map.Entry<String, Long> entry : best) {
            intents.add(new CategoryIntent(entry.getKey(), Calibrated.round(probability * entry.getValue() / total)));
        }
        return intents;
    }
}
