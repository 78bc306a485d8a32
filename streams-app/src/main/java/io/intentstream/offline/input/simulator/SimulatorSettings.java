package io.intentstream.offline.input.simulator;

import io.intentstream.offline.input.InputException;
import java.time.Instant;

/**
 * All settings of a simulation: equal settings produce equal events.
 *
 * @param users shoppers, 1 to 10,000,000
 * @param seed any number; another seed produces another shop
 * @param start time of the first events
 * @param sessionsPerDay sessions per shopper and day, on average over all shoppers; more than 0, at most 24
 */
public record SimulatorSettings(int users, long seed, Instant start, double sessionsPerDay) {

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

    public SimulatorSettings {
        if (users < 1 || users > MOST_USERS) {
            throw new InputException("The simulator can't have " + users + " users: allowed are 1 to " + MOST_USERS);
        }
        if (!(sessionsPerDay > 0 && sessionsPerDay <= 24)) {
            throw new InputException("The simulator can't have " + sessionsPerDay
                    + " sessions per day: allowed are more than 0 and at most 24");
        }
    }

    /** Settings with the defaults above. */
    public static SimulatorSettings of(int users, long seed) {
        return new SimulatorSettings(users, seed, DEFAULT_START, DEFAULT_SESSIONS_PER_DAY);
    }
}
