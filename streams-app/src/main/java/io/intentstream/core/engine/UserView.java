package io.intentstream.core.engine;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.util.List;

/**
 * What a user's state tells by itself, without an event.
 *
 * @param profile as the latest update left it; {@code changed} is empty, since a state does not hold the one before it
 * @param latest the intent after the latest event of the window; its {@code eventId} is empty and {@code late} false,
 *     since a state holds neither; {@code modelFingerprint} is that of the model that made the scores, and name and
 *     version are empty when that is another than the one that runs
 * @param journey the window's events in time order
 */
public record UserView(UserProfile profile, PurchaseIntent latest, List<JourneyEvent> journey) {

    /**
     * An event of the window and what the model made of it.
     *
     * @param event the event
     * @param probability calibrated probability after it, four decimals
     * @param change probability less that after the event before it; 0 for the window's first
     * @param band band of the probability
     * @param degraded whether the base rate stood in for the model
     */
    public record JourneyEvent(WindowEvent event, double probability, double change, Band band, boolean degraded) {}
}
