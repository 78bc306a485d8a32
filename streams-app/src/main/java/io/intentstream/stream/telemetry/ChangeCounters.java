package io.intentstream.stream.telemetry;

import io.intentstream.core.engine.UserChange;
import io.intentstream.schema.AudienceCause;
import io.intentstream.schema.AudienceEventKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What changed about users besides profiles and intents, since the start. Repeated work counts again. */
public final class ChangeCounters {
    private final Map<AudienceChanges, LongAdder> audienceEvents = new ConcurrentHashMap<>();
    private final LongAdder lateCorrections = new LongAdder();
    private final LongAdder sessionsEnded = new LongAdder();
    private final LongAdder sessionsReopened = new LongAdder();
    private final LongAdder ticks = new LongAdder();
    private final LongAdder backfilledUsers = new LongAdder();

    /** A kind of changes that are counted together. */
    public record AudienceChanges(String audience, AudienceEventKind kind, AudienceCause cause) {}

    /** Counts changes; nothing happens for none. */
    public void count(List<UserChange> changes) {
        for (UserChange change : changes) {
            if (change instanceof UserChange.AudienceChange audience) {
                audienceEvents
                        .computeIfAbsent(
                                new AudienceChanges(audience.audience(), audience.kind(), audience.cause()),
                                kind -> new LongAdder())
                        .increment();
                if (audience.late()) {
                    lateCorrections.increment();
                }
            } else if (change instanceof UserChange.SessionEnded session) {
                sessionsEnded.increment();
                if (session.late()) {
                    sessionsReopened.increment();
                }
            }
        }
    }

    /** Counts a tick that was processed. */
    public void countTick() {
        ticks.increment();
    }

    /** Counts users to whom new definitions were applied. */
    public void countBackfilled(int users) {
        backfilledUsers.add(users);
    }

    /** AudienceEvents, by audience, kind and cause. */
    public Map<AudienceChanges, LongAdder> audienceEvents() {
        return audienceEvents;
    }

    /** AudienceEvents of one audience and kind. */
    public long audienceEvents(String audience, AudienceEventKind kind) {
        return audienceEvents.entrySet().stream()
                .filter(counted -> counted.getKey().audience().equals(audience)
                        && counted.getKey().kind() == kind)
                .mapToLong(counted -> counted.getValue().sum())
                .sum();
    }

    /** AudienceEvents that correct what time had changed, because an event came later than the grace. */
    public long lateCorrections() {
        return lateCorrections.sum();
    }

    /** SessionOutcomes written. */
    public long sessionsEnded() {
        return sessionsEnded.sum();
    }

    /** SessionOutcomes that replace one, because an event came after it. */
    public long sessionsReopened() {
        return sessionsReopened.sum();
    }

    /** Ticks processed. */
    public long ticks() {
        return ticks.sum();
    }

    /** Users to whom new definitions were applied without an event of theirs. */
    public long backfilledUsers() {
        return backfilledUsers.sum();
    }
}
