package io.intentstream.replay;

import io.intentstream.engine.Outcome;

/**
 * What became of accepted events.
 *
 * @param events accepted events
 * @param scored events that brought a profile and an intent
 * @param duplicates events whose id their user had sent before, within the behaviour window
 * @param withheld events without consent
 * @param late scored events that were older than one before them of the same user
 * @param users users with a state
 */
public record Tally(long events, long scored, long duplicates, long withheld, long late, long users) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                events + other.events,
                scored + other.scored,
                duplicates + other.duplicates,
                withheld + other.withheld,
                late + other.late,
                users + other.users);
    }

    Tally plus(Outcome outcome) {
        if (outcome instanceof Outcome.Scored event) {
            return new Tally(
                    events + 1,
                    scored + 1,
                    duplicates,
                    withheld,
                    late + (event.intent().late() ? 1 : 0),
                    users);
        }
        return outcome instanceof Outcome.Duplicate
                ? new Tally(events + 1, scored, duplicates + 1, withheld, late, users)
                : new Tally(events + 1, scored, duplicates, withheld + 1, late, users);
    }

    Tally withUsers(long count) {
        return new Tally(events, scored, duplicates, withheld, late, count);
    }
}
