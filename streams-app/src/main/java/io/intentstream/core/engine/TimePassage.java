package io.intentstream.core.engine;

import io.intentstream.core.audience.AudienceEventWriter;
import io.intentstream.core.audience.AudienceSink;
import io.intentstream.core.audience.MembershipEvaluator;
import io.intentstream.core.condition.Facts;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.core.profile.SessionOutcomeWriter;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.FollowedTime;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.AudienceCause;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows time for users: what falls due between a user's events, what an event changes about memberships and the session,
 * and when the user must be looked at again.
 *
 * <p>The rule is on event time alone: what fell due up to a moment comes out in order, with the times at which it fell due. So
 * it does not matter when, and how often, somebody asks. A user's changes never go back in time: once time has changed
 * something at a moment, an event of before is evaluated as of that moment, and what it changes is marked late.
 *
 * <p>Belongs to one thread.
 */
final class TimePassage {
    /** How much longer than the time to live an expired user's state is kept, for events that arrive late. */
    static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(7);

    private final EngineOutputs outputs;
    private final long ttlMillis;
    private final MembershipEvaluator audiences;
    private final AudienceEventWriter events = new AudienceEventWriter();
    private final SessionOutcomeWriter sessions;

    TimePassage(
            EngineOutputs outputs,
            EngineSettings settings,
            MembershipEvaluator audiences,
            SessionOutcomeWriter sessions) {
        this.outputs = outputs;
        this.ttlMillis = settings.userTtl().toMillis();
        this.audiences = audiences;
        this.sessions = sessions;
    }

    /** When a user expires without an event, epoch milliseconds. */
    private long expiresAt(UserState user) {
        return user.history().lastSeen() + ttlMillis + 1;
    }

    private long deletedAt(UserState user) {
        return expiresAt(user) + KEPT_AFTER_EXPIRY.toMillis();
    }

    /** Whether an expired user's state is to be deleted at a moment. */
    boolean isDeletable(UserState user, long now) {
        return deletedAt(user) <= now;
    }

    /**
     * Brings out what falls due before an event.
     *
     * @param user with at least one event
     * @param time of the event, epoch milliseconds
     * @param changes receives it
     */
    void beforeEvent(UserState user, long time, List<UserChange> changes) {
        FollowedTime followed = user.followedTime();
        if (!outputs.followTime() || user.size() == 0) {
            return;
        }
        if (!audiences.isIdle() && !followed.isExpired() && !audiences.hasEvaluated(user)) {
            audiences.lookAt(user);
            adopt(user, settledAt(user), changes);
            passUntil(user, settledAt(user), time, changes);
        } else if (followed.dueMillis() <= time) {
            audiences.lookAt(user);
            passUntil(user, undisturbedUntil(user, time), time, changes);
        } else if (user.history().sessionOverAt() <= time) {
            // Due under another session.gap or user.ttl than today's.
            audiences.lookAt(user);
            passUntil(user, settledAt(user), time, changes);
        }
    }

    /**
     * Lets time pass for a user without an event.
     *
     * @param user with at least one event
     * @param until epoch milliseconds
     */
    void advance(UserState user, long until, List<UserChange> changes) {
        long next = deletedAt(user);
        if (outputs.followTime()) {
            audiences.lookAt(user);
            if (audiences.isIdle() || audiences.hasEvaluated(user)) {
                next = passUntil(user, undisturbedUntil(user, until), until, changes);
            } else {
                adoptNow(user, until, changes);
                next = passUntil(user, Math.max(settledAt(user), until), until, changes);
            }
        }
        user.followedTime().schedule(next, until);
    }

    /** Evaluates a silent user by new definitions, as of now: what the former ones would have changed until then is moot. */
    private void adoptNow(UserState user, long now, List<UserChange> changes) {
        if (sessionEnd(user) <= now) {
            endSession(user, Math.max(sessionEnd(user), settledAt(user)), changes);
        }
        if (expiresAt(user) > now) {
            adopt(user, Math.max(settledAt(user), now), changes);
        } else {
            expire(user, Math.max(expiresAt(user), settledAt(user)), changes);
        }
    }

    private void adopt(UserState user, long asOf, List<UserChange> changes) {
        int before = changes.size();
        AudienceSink sink = sink(user, asOf, AudienceCause.DEFINITION, null, false, changes);
        audiences.leaveUndefined(user, asOf, sink);
        audiences.evaluate(user, asOf, sink);
        noteTime(user, asOf, changes.size() > before);
    }

    /** The latest moment for which something is known of a user: the latest event, or what time has changed since. */
    private static long settledAt(UserState user) {
        return Math.max(user.history().lastSeen(), user.followedTime().changedAt());
    }

    /** A moment, at most {@code until}, before which nothing changes: users are looked at no later than something falls due. */
    private static long undisturbedUntil(UserState user, long until) {
        return Math.max(settledAt(user), Math.min(user.followedTime().dueMillis() - 1, until));
    }

    /**
     * Brings out what falls due up to a moment.
     *
     * @param from a moment for which the memberships hold
     * @return when the next falls due, epoch milliseconds
     */
    private long passUntil(UserState user, long from, long until, List<UserChange> changes) {
        FollowedTime followed = user.followedTime();
        long next = nextAudienceChange(user, from);
        while (true) {
            long sessionEnd = sessionEnd(user);
            long expiry = followed.isExpired() ? Facts.NEVER : expiresAt(user);
            long due = Math.min(next, Math.min(sessionEnd, expiry));
            if (due > until) {
                return Math.min(due, deletedAt(user));
            }
            long moment = Math.max(due, settledAt(user));
            if (due == sessionEnd || due == expiry && sessionEnd < Facts.NEVER) {
                endSession(user, moment, changes);
            }
            if (due == expiry) {
                expire(user, moment, changes);
                next = Facts.NEVER;
            } else if (!audiences.isIdle()) {
                next = Math.max(moment + 1, evaluate(user, moment, changes));
            }
        }
    }

    private long nextAudienceChange(UserState user, long asOf) {
        boolean none = audiences.isIdle() || user.followedTime().isExpired();
        return none ? Facts.NEVER : audiences.nextChange(user, asOf);
    }

    private long evaluate(UserState user, long moment, List<UserChange> changes) {
        int before = changes.size();
        long next = audiences.evaluate(user, moment, sink(user, moment, AudienceCause.TIME, null, false, changes));
        noteTime(user, moment, changes.size() > before);
        return next;
    }

    private static void noteTime(UserState user, long moment, boolean changed) {
        if (changed) {
            user.followedTime().change(moment);
            user.followedTime().changedSinceEvent(true);
        }
    }

    private long sessionEnd(UserState user) {
        return outputs.sessionOutcomes() && user.followedTime().scores().isOpen()
                ? user.history().sessionOverAt()
                : Facts.NEVER;
    }

    private void endSession(UserState user, long moment, List<UserChange> changes) {
        changes.add(
                new UserChange.SessionEnded(moment, user.followedTime().scores().isReopened(), sessions.write(user)));
        user.followedTime().scores().close();
        user.followedTime().change(moment);
    }

    private void expire(UserState user, long moment, List<UserChange> changes) {
        int before = changes.size();
        audiences.leaveAll(user, moment, sink(user, moment, AudienceCause.EXPIRED, null, false, changes));
        user.followedTime().change(moment);
        user.followedTime().expire(true);
        user.followedTime().changedSinceEvent(changes.size() > before);
    }

    /**
     * Brings out what an event changes, and schedules the next look at the user.
     *
     * @param user with the event
     * @param intent the intent after the event
     * @param inSession whether the event belongs to the current session
     */
    void afterEvent(UserState user, String eventId, EncodedIntent intent, boolean inSession, List<UserChange> changes) {
        FollowedTime followed = user.followedTime();
        long lastSeen = user.history().lastSeen();
        long next = deletedAt(user);
        followed.expire(false);
        if (!outputs.sessionOutcomes()) {
            followed.scores().clear();
        } else if (inSession) {
            followed.scores()
                    .serve(intent.probability(), user.history().session().events());
        }
        if (!audiences.isIdle()) {
            long asOf = settledAt(user);
            boolean late = followed.changedAt() > lastSeen;
            int before = changes.size();
            audiences.lookAt(user);
            next = Math.min(
                    next,
                    audiences.evaluate(user, asOf, sink(user, asOf, AudienceCause.EVENT, eventId, late, changes)));
            followed.changedSinceEvent(followed.changedSinceEvent() || changes.size() > before);
        }
        if (outputs.followTime()) {
            next = Math.min(next, Math.min(sessionEnd(user), expiresAt(user)));
        }
        followed.schedule(next, lastSeen);
    }

    /** What has to be said before a user is erased: that the user leaves every audience. */
    void farewell(UserState user, List<UserChange> changes) {
        if (audiences.isIdle()) {
            return;
        }
        long time = settledAt(user);
        audiences.leaveAll(user, time, sink(user, time, AudienceCause.ERASED, null, false, changes));
    }

    private AudienceSink sink(
            UserState user,
            long time,
            AudienceCause cause,
            @Nullable String eventId,
            boolean late,
            List<UserChange> changes) {
        return (audience, definition, kind, since, values) -> changes.add(new UserChange.AudienceChange(
                audience,
                kind,
                cause,
                time,
                late,
                events.write(
                        user.userId(),
                        audience,
                        definition,
                        kind,
                        time,
                        cause,
                        eventId,
                        since,
                        user.history().events(),
                        late,
                        values)));
    }
}
