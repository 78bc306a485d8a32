package io.intentstream.core.intent;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.state.BoundedCounter;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;
import org.jspecify.annotations.Nullable;

/**
 * Writes purchase intents from scored states: {@link PurchaseIntent} records in Avro's binary encoding, field by field in
 * the schema's order.
 *
 * <p>The bytes depend on the arguments and the model alone. Belongs to one thread.
 */
public final class IntentWriter {
    private final ModelManifest manifest;
    private final long fingerprint;
    private final String fingerprintHex;
    private final ScoreCalibrator calibrator;
    private final CategoryDistribution categories;
    private final AvroOutput out = new AvroOutput();
    private final TopThree<WindowEvent> drivers = new TopThree<>();

    /**
     * A writer for the scores of a model.
     *
     * @param model the model that scored the states
     * @param calibrator the model's calibration
     */
    public IntentWriter(IntentModel model, ScoreCalibrator calibrator) {
        this.manifest = model.manifest();
        this.fingerprint = model.fingerprint();
        this.fingerprintHex = model.fingerprintHex();
        this.calibrator = calibrator;
        this.categories = new CategoryDistribution(model);
    }

    /**
     * Writes the intent after an event.
     *
     * @param eventId the event's id, as the shop gave it
     * @param event the event
     * @param state the user's state, with the event scored
     * @param index index in the window of the event whose log-odds are written: the latest event, or {@code event} itself
     *     when its intent is written again
     * @param updateNumber the user's number of the update, from 1
     * @param previous probability after the previous update; NaN when there is none
     * @param late whether the event is older than one already seen
     */
    public EncodedIntent write(
            String eventId,
            WindowEvent event,
            UserState state,
            int index,
            long updateNumber,
            double previous,
            boolean late) {
        float logit = state.logit(index);
        double probability = calibrator.probability(logit);
        Band band = calibrator.band(probability);
        boolean degraded = Float.isNaN(logit);
        out.reset();
        out.writeString(state.userId());
        out.writeString(eventId);
        out.writeLong(event.time());
        out.writeEnum(event.type().ordinal());
        out.writeOptional(event.itemId());
        out.writeOptional(event.categoryId());
        out.writeLong(updateNumber);
        out.writeDouble(probability);
        writeChange(previous, probability);
        out.writeEnum(band.ordinal());
        out.writeString(manifest.horizon());
        writeDrivers(state, index);
        categories.write(probability, categoriesSeen(state, index), recurrent(state, index, band), out);
        out.writeString(manifest.name());
        out.writeString(manifest.version());
        out.writeString(fingerprintHex);
        out.writeBoolean(late);
        out.writeBoolean(degraded);
        return new EncodedIntent(out.toRecord(PurchaseIntent.SCHEMA$), probability, band, late, degraded);
    }

    /**
     * The probability of a purchase in one category after the user's latest event, as the intent distributes it.
     *
     * @param probability the intent's probability
     * @param band its band
     */
    public double ofCategory(String category, UserState state, double probability, Band band) {
        int index = state.size() - 1;
        return categories.of(category, probability, categoriesSeen(state, index), recurrent(state, index, band));
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

    /** Writes the session's events up to {@code index} that changed the calibrated log-odds most. */
    private void writeDrivers(UserState state, int index) {
        findDrivers(state, index);
        out.startBlock(drivers.size());
        for (int i = 0; i < drivers.size(); i++) {
            WindowEvent driver = drivers.get(i);
            out.writeEnum(driver.type().ordinal());
            out.writeLong(driver.time());
            out.writeOptional(driver.itemId());
            out.writeOptional(driver.categoryId());
            out.writeDouble(Math.round(drivers.weight(i) * 1000) / 1000.0);
        }
        out.endBlock();
    }

    private void findDrivers(UserState state, int index) {
        int start = state.sessionStart(index);
        double before = calibrator.baseLogOdds();
        // When the session began before the window, the first change includes the events that have left the window.
        if (start == 0 && state.history().session().startedAt() < state.time(0)) {
            before = calibrator.logOdds(state.logit(0));
            start = 1;
        }
        drivers.clear();
        for (int i = start; i <= index; i++) {
            double after = calibrator.logOdds(state.logit(i));
            double change = after - before;
            before = after;
            if (drivers.accepts(change)) {
                drivers.offer(state.event(i), change);
            }
        }
    }

    /** Events by category in the session up to {@code index}. */
    private BoundedCounter categoriesSeen(UserState state, int index) {
        return index == state.size() - 1
                ? state.history().session().categories()
                : state.categories(state.sessionStart(index), index);
    }

    /**
     * The model's state after the event, if the distribution over categories may use it. It may not for a low intent,
     * since few act on those; nor when the model failed; nor for an event that others have followed, since the state
     * after it is gone.
     */
    private float @Nullable [] recurrent(UserState state, int index, Band band) {
        boolean useful = categories.usesModel() && band != Band.LOW;
        boolean available =
                index == state.size() - 1 && state.model() == fingerprint && !Float.isNaN(state.logit(index));
        return useful && available ? state.recurrent() : null;
    }
}
