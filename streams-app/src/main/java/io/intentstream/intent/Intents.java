package io.intentstream.intent;

import io.intentstream.model.IntentModel;
import io.intentstream.model.ModelManifest;
import io.intentstream.schema.Band;
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
import org.jspecify.annotations.Nullable;

/** Builds purchase intents from a scored state. Immutable. */
public final class Intents {
    private static final int DRIVERS = 3;

    private final ModelManifest manifest;
    private final long model;
    private final String fingerprint;
    private final Calibrated calibrated;
    private final CategorySpread spread;
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
        this.model = model.fingerprint();
        this.fingerprint = model.fingerprintHex();
        this.calibrated = calibrated;
        this.spread = new CategorySpread(model);
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
        Band band = calibrated.band(probability);
        return new PurchaseIntent(
                event.getUserId(),
                event.getEventId(),
                event.getEventTime(),
                updateNumber,
                probability,
                previous,
                previous == null ? 0.0 : Calibrated.round(probability - previous),
                band,
                manifest.horizon(),
                drivers(state.window(), index),
                spread.of(categoriesSeen(state, index), probability, recurrent(state, index, band)),
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
        double before = calibrated.baseLogOdds();
        for (int i = start; i <= index; i++) {
            double after = calibrated.logOdds(window.logit(i));
            double change = after - before;
            before = after;
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
     * The model's state after the event, when the spread over categories asks for it: not for a low intent, which few
     * act on; not when the model failed; and not for an event told again that others have followed, for the state after
     * it is gone.
     */
    private float @Nullable [] recurrent(UserState state, int index, Band band) {
        boolean asked = spread.asksModel() && band != Band.LOW;
        boolean atHand = index == state.window().size() - 1
                && state.fingerprint() == model
                && !Float.isNaN(state.window().logit(index));
        return asked && atHand ? state.recurrent() : null;
    }
}
