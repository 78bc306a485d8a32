package io.intentstream.offline.input.simulator;

import io.intentstream.offline.input.InputException;
import java.time.Instant;
import java.util.List;

/**
 * All settings of a simulation: equal settings produce equal events.
 *
 * @param users shoppers, 1 to 10,000,000
 * @param seed any number; another seed produces another shop
 * @param start time of the first events
 * @param sessionsPerDay sessions per shopper and day, on average over all shoppers; more than 0, at most 24
 * @param complements pairs of categories whose products go together, such as phones and headphones; 0 to {@link
 *     #MOST_COMPLEMENTS}. With 0, categories have nothing to do with one another, but for a shopper's favourites.
 */
public record SimulatorSettings(int users, long seed, Instant start, double sessionsPerDay, int complements) {

    /** Default number of shoppers. */
    public static final int DEFAULT_USERS = 1_000;

    /** The seed of the shop that is simulated unless another is asked for. */
    public static final long DEFAULT_SEED = 42;

    /** A Monday morning, long enough ago that months of simulation stay in the past. */
    public static final Instant DEFAULT_START = Instant.parse("2025-01-06T08:00:00Z");

    /** Default of sessions per shopper and day. */
    public static final double DEFAULT_SESSIONS_PER_DAY = 1.2;

    /** Maximum number of shoppers. */
    public static final int MOST_USERS = 10_000_000;

    /** Maximum number of pairs of categories that go together. */
    public static final int MOST_COMPLEMENTS = Catalogue.MOST_COMPLEMENTS;

    public SimulatorSettings {
        if (users < 1 || users > MOST_USERS) {
            throw new InputException("The simulator can't have " + users + " users: allowed are 1 to " + MOST_USERS);
        }
        if (!(sessionsPerDay > 0 && sessionsPerDay <= 24)) {
            throw new InputException("The simulator can't have " + sessionsPerDay
                    + " sessions per day: allowed are more than 0 and at most 24");
        }
        if (complements < 0 || complements > MOST_COMPLEMENTS) {
            throw new InputException("The simulator can't have " + complements
                    + " pairs of complements: allowed are 0 to " + MOST_COMPLEMENTS);
        }
    }

    /** Settings of a shop whose categories have nothing to do with one another. */
    public SimulatorSettings(int users, long seed, Instant start, double sessionsPerDay) {
        this(users, seed, start, sessionsPerDay, 0);
    }

    /** Settings with the defaults above, and without complements. */
    public static SimulatorSettings of(int users, long seed) {
        return new SimulatorSettings(users, seed, DEFAULT_START, DEFAULT_SESSIONS_PER_DAY);
    }

    /** The pairs of categories that go together. */
    public List<Complement> complementPairs() {
        return Catalogue.complements(complements);
    }
}
