package io.intentstream.core.intent;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.state.BoundedCounter;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import org.jspecify.annotations.Nullable;

/**
 * Writes purchase intents from a scored state: a {@link PurchaseIntent} in Avro's binary encoding, as profiles are
 * written. Fields are written in the schema's order.
 *
 * <p>The bytes depend on the arguments and the model alone. Belongs to one thread.
 */
public final class IntentWriter {
    private static final int DRIVERS = 3;

    private final ModelManifest manifest;
    private final long model;
    private final String fingerprint;
    private final ScoreCalibrator calibrated;
    private final CategoryDistribution spread;
    private final AvroOutput out = new AvroOutput();
    private final int[] strongest = new int[DRIVERS];
    private final double[] changes = new double[DRIVERS];

    /**
     * Intents of a model.
     *
     * @param model whose log-odds the states hold
     * @param calibrated what they mean
     */
    public IntentWriter(IntentModel model, ScoreCalibrator calibrated) {
        this.manifest = model.manifest();
        this.model = model.fingerprint();
        this.fingerprint = model.fingerprintHex();
        this.calibrated = calibrated;
        this.spread = new CategoryDistribution(model);
    }

    /**
     * The intent that an event brought.
     *
     * @param event the event
     * @param state the user's state after it
     * @param index place in the window of the event whose log-odds count: the latest, or the event's own when it is told
     *     again
     * @param updateNumber the user's running number of the update
     * @param previous probability after the update before; NaN when there is none
     * @param late whether the event was older than one already seen
     */
    public EncodedIntent write(
            ClickEvent event, UserState state, int index, long updateNumber, double previous, boolean late) {
        float logit = state.logit(index);
        double probability = calibrated.probability(logit);
        Band band = calibrated.band(probability);
        boolean degraded = Float.isNaN(logit);
        out.reset();
        out.writeString(event.getUserId());
        out.writeString(event.getEventId());
        out.writeLong(event.getEventTime().toEpochMilli());
        out.writeLong(updateNumber);
        out.writeDouble(probability);
        writeChange(previous, probability);
        out.writeEnum(band.ordinal());
        out.writeString(manifest.horizon());
        writeDrivers(state, index);
        spread.of(categoriesSeen(state, index), recurrent(state, index, band)).write(probability, out);
        out.writeString(manifest.name());
        out.writeString(manifest.version());
        out.writeString(fingerprint);
        out.writeBoolean(late);
        out.writeBoolean(degraded);
        return new EncodedIntent(out.toRecord(PurchaseIntent.SCHEMA$), probability, band, late, degraded);
    }

    private void writeChange(double previous, double probability) {
        if (Double.isNaN(previous)) {
            out.writeIndex(0);
            out.writeDouble(0);
        } else {
            out.writeIndex(1);
            out.writeDouble(previous);
            out.writeDouble(ScoreCalibrator.round(probability - previous));
        }
    }

    /** The session's events up to {@code index} that moved the calibrated log-odds most. */
    private void writeDrivers(UserState state, int index) {
        int found = findDrivers(state, index);
        out.startBlock(found);
        for (int i = 0; i < found; i++) {
            WindowEvent windowEvent = state.event(strongest[i]);
            out.writeEnum(windowEvent.type().ordinal());
            out.writeLong(windowEvent.time());
            out.writeOptional(windowEvent.itemId());
            out.writeOptional(windowEvent.categoryId());
            out.writeDouble(Math.round(changes[i] * 1000) / 1000.0);
        }
        out.endBlock();
    }

    private int findDrivers(UserState state, int index) {
        int found = 0;
        int start = state.sessionStart(index);
        double before = calibrated.baseLogOdds();
        // What the events before the window brought is not the doing of its first one.
        if (start == 0 && state.history().session().startedAt() < state.time(0)) {
            before = calibrated.logOdds(state.logit(0));
            start = 1;
        }
        for (int i = start; i <= index; i++) {
            double after = calibrated.logOdds(state.logit(i));
            double change = after - before;
            before = after;
            int place = found;
            while (place > 0 && Math.abs(changes[place - 1]) < Math.abs(change)) {
                place--;
            }
            if (place < DRIVERS) {
                found = Math.min(found + 1, DRIVERS);
                System.arraycopy(strongest, place, strongest, place + 1, found - 1 - place);
                System.arraycopy(changes, place, changes, place + 1, found - 1 - place);
                strongest[place] = i;
                changes[place] = change;
            }
        }
        return found;
    }

    /** The categories of the visit up to an event; those up to the latest are at hand. */
    private BoundedCounter categoriesSeen(UserState state, int index) {
        return index == state.size() - 1
                ? state.history().session().categories()
                : state.categories(state.sessionStart(index), index);
    }

    /**
     * The model's state after the event, when the spread over categories asks for it: not for a low intent, which few
     * act on; not when the model failed; and not for an event told again that others have followed, for the state after
     * it is gone.
     */
    private float @Nullable [] recurrent(UserState state, int index, Band band) {
        boolean asked = spread.asksModel() && band != Band.LOW;
        boolean atHand = index == state.size() - 1 && state.model() == model && !Float.isNaN(state.logit(index));
        return asked && atHand ? state.recurrent() : null;
    }
}
