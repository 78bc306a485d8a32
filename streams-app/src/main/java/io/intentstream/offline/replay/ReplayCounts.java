package io.intentstream.offline.replay;

import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserChange;
import io.intentstream.schema.AudienceEventKind;
import java.util.List;

/**
 * What the engine did with accepted events.
 *
 * @param events accepted events
 * @param scored events that produced a profile and an intent
 * @param duplicates events whose id occurred before in their user's window
 * @param withheld events without consent
 * @param late scored events that were older than a previous event of the same user
 * @param users users with a state
 * @param entered how often a user entered an audience
 * @param exited how often a user left one
 * @param sessions sessions that have ended; an outcome that replaces an earlier one counts again
 * @param lists lists of recommendations
 */
public record ReplayCounts(
        long events,
        long scored,
        long duplicates,
        long withheld,
        long late,
        long users,
        long entered,
        long exited,
        long sessions,
        long lists) {
    static final ReplayCounts NOTHING = new ReplayCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    ReplayCounts plus(ReplayCounts other) {
        return new ReplayCounts(
                events + other.events,
                scored + other.scored,
                duplicates + other.duplicates,
                withheld + other.withheld,
                late + other.late,
                users + other.users,
                entered + other.entered,
                exited + other.exited,
                sessions + other.sessions,
                lists + other.lists);
    }

    /** With one event more. */
    ReplayCounts plus(Outcome outcome) {
        if (outcome instanceof Outcome.Scored event) {
            return plusEvent(1, 0, 0, event.intent().late() ? 1 : 0).plus(event.changes());
        }
        return outcome instanceof Outcome.Duplicate ? plusEvent(0, 1, 0, 0) : plusEvent(0, 0, 1, 0);
    }

    private ReplayCounts plusEvent(int isScored, int isDuplicate, int isWithheld, int isLate) {
        return plus(new ReplayCounts(1, isScored, isDuplicate, isWithheld, isLate, 0, 0, 0, 0, 0));
    }

    /** With what changed about users. */
    ReplayCounts plus(List<UserChange> changes) {
        ReplayCounts counts = this;
        for (UserChange change : changes) {
            counts = counts.plus(change);
        }
        return counts;
    }

    private ReplayCounts plus(UserChange change) {
        if (change instanceof UserChange.AudienceChange member) {
            boolean in = member.kind() == AudienceEventKind.ENTERED;
            return plus(new ReplayCounts(0, 0, 0, 0, 0, 0, in ? 1 : 0, in ? 0 : 1, 0, 0));
        }
        return change instanceof UserChange.SessionEnded
                ? plus(new ReplayCounts(0, 0, 0, 0, 0, 0, 0, 0, 1, 0))
                : plus(new ReplayCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
    }

    ReplayCounts withUsers(long count) {
        return new ReplayCounts(events, scored, duplicates, withheld, late, count, entered, exited, sessions, lists);
    }
}
