package io.intentstream.offline.input.simulator;

import io.intentstream.offline.input.InputException;
import java.time.Instant;

/**
 * What a simulation depends on, and all of it.
 *
 * @param users shoppers, 1 to 10,000,000
 * @param seed any number; another seed is another shop
 * @param start when the simulation starts; its events reach as far beyond as they last
 * @param sessionsPerDay visits of a shopper in a day, on average over all shoppers; more than 0, at most 24
 */
public record SimulatorSettings(int users, long seed, Instant start, double sessionsPerDay) {

    /** A Monday morning, long enough ago that months of simulation don't reach the future. */
    public static final Instant DEFAULT_START = Instant.parse("2025-01-06T08:00:00Z");

    /** Visits of a shopper in a day unless told otherwise. */
    public static final double DEFAULT_SESSIONS_PER_DAY = 1.2;

    /** Most shoppers. */
    public static final int MOST_USERS = 10_000_000;

    public SimulatorSettings {
        if (users < 1 || users > MOST_USERS) {
            throw new InputException("The simulator can't have " + users + " users: name 1 to " + MOST_USERS);
        }
        if (!(sessionsPerDay > 0 && sessionsPerDay <= 24)) {
            throw new InputException(
                    "The simulator can't have " + sessionsPerDay + " visits per day: name more than 0 and at most 24");
        }
    }

    /** So many users with this seed, and the defaults above. */
    public static SimulatorSettings of(int users, long seed) {
        return new SimulatorSettings(users, seed, DEFAULT_START, DEFAULT_SESSIONS_PER_DAY);
    }
}
