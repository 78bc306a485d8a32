package io.intentstream.offline.replay;

import io.intentstream.core.engine.Outcome;

/**
 * What the engine did with accepted events.
 *
 * @param events accepted events
 * @param scored events that produced a profile and an intent
 * @param duplicates events whose id occurred before in their user's window
 * @param withheld events without consent
 * @param late scored events that were older than a previous event of the same user
 * @param users users with a state
 */
public record ReplayCounts(long events, long scored, long duplicates, long withheld, long late, long users) {
    static final ReplayCounts NOTHING = new ReplayCounts(0, 0, 0, 0, 0, 0);

    ReplayCounts plus(ReplayCounts other) {
        return new ReplayCounts(
                events + other.events,
                scored + other.scored,
                duplicates + other.duplicates,
                withheld + other.withheld,
                late + other.late,
                users + other.users);
    }

    ReplayCounts plus(Outcome outcome) {
        if (outcome instanceof Outcome.Scored event) {
            return new ReplayCounts(
                    events + 1,
                    scored + 1,
                    duplicates,
                    withheld,
                    late + (event.intent().late() ? 1 : 0),
                    users);
        }
        return outcome instanceof Outcome.Duplicate
                ? new ReplayCounts(events + 1, scored, duplicates + 1, withheld, late, users)
                : new ReplayCounts(events + 1, scored, duplicates, withheld + 1, late, users);
    }

    ReplayCounts withUsers(long count) {
        return new ReplayCounts(events, scored, duplicates, withheld, late, count);
    }
}
