package io.intentstream.core.engine;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a user's state says by itself, without an event.
 *
 * @param profile as of the latest update; {@code changed} is empty, since a state does not contain the profile before it
 * @param latest the intent after the latest event of the window; its {@code eventId} is empty and {@code late} false,
 *     since a state contains neither; {@code modelFingerprint} is that of the model that scored the event, and name and
 *     version are empty when another model runs now
 * @param journey the window's events in time order
 * @param moments what was known after each of them, in the same order
 */
public record UserView(UserProfile profile, PurchaseIntent latest, List<JourneyEvent> journey, List<Moment> moments) {

    /**
     * An event of the window with its score.
     *
     * @param event the event
     * @param probability calibrated probability after it, four decimals
     * @param change difference to the probability after the event before; 0 for the window's first event
     * @param band band of the probability
     * @param degraded whether the base rate replaced a failed model
     */
    public record JourneyEvent(WindowEvent event, double probability, double change, Band band, boolean degraded) {}

    /**
     * What moved the score with an event, and what it pointed to then.
     *
     * @param before probability that the session had before the event; for a session's first event, the model's base rate;
     *     NaN when it is unknown, because the session began before the window
     * @param logOddsChange change of the calibrated log-odds by the event, three decimals; NaN when {@code before} is
     * @param categories the likeliest categories; for all but the latest event they come from the session's events alone
     */
    public record Moment(double before, double logOddsChange, List<CategoryIntent> categories) {}

    /**
     * An audience that the user belongs to.
     *
     * @param audience its name
     * @param since when the user entered, epoch milliseconds
     * @param values what its condition reads: why
     * @param endsAt when the user leaves if nothing happens, epoch milliseconds; empty for never
     */
    public record Membership(String audience, long since, Map<String, String> values, OptionalLong endsAt) {}

    /**
     * An audience that the user enters if nothing happens.
     *
     * @param audience its name
     * @param entersAt when, epoch milliseconds
     */
    public record Upcoming(String audience, long entersAt) {}

    /**
     * The audiences of a user.
     *
     * @param asOf when, epoch milliseconds of event time
     * @param current those that the user belongs to
     * @param upcoming those that the user will belong to
     */
    public record Memberships(long asOf, List<Membership> current, List<Upcoming> upcoming) {}
}
