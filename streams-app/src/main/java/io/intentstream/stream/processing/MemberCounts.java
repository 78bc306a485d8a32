package io.intentstream.stream.processing;

import io.intentstream.core.audience.Audience;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.engine.UserChange;
import io.intentstream.schema.AudienceEventKind;
import io.intentstream.stream.store.AudienceCount;
import io.intentstream.stream.store.AudienceStore;
import io.intentstream.stream.telemetry.AudienceCounts.AudienceSize;
import io.intentstream.stream.telemetry.ChangeCounters;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sizes of the audiences in one task: one more or less with every change. Belongs to the task's thread. */
final class MemberCounts {
    private final AudienceStore store;
    private final ChangeCounters counters;
    private final Set<String> declared = new HashSet<>();
    private final Map<String, AudienceCount> counts = new LinkedHashMap<>();
    private final Set<AudienceCount> changed = new LinkedHashSet<>();

    /** @param counters count the changes of all tasks */
    MemberCounts(AudienceStore store, AudienceSet audiences, ChangeCounters counters) {
        this.store = store;
        this.counters = counters;
        for (Audience audience : audiences.audiences()) {
            declared.add(audience.name());
            counts.put(audience.name(), new AudienceCount(audience.name()));
        }
        store.counts().forEach(count -> counts.put(count.audience(), count));
    }

    /** The names of audiences that are no longer declared but may still have members, by their number. */
    Map<Integer, String> undeclared() {
        Map<Integer, String> names = new HashMap<>();
        counts.keySet().stream()
                .filter(name -> !declared.contains(name))
                .forEach(name -> names.put(Audience.idOf(name), name));
        return names;
    }

    void count(List<UserChange> changes) {
        counters.count(changes);
        for (UserChange change : changes) {
            if (change instanceof UserChange.AudienceChange audience) {
                AudienceCount count = counts.computeIfAbsent(audience.audience(), AudienceCount::new);
                if (audience.kind() == AudienceEventKind.ENTERED) {
                    count.enter(change.time());
                } else {
                    count.exit(change.time());
                }
                changed.add(count);
            }
        }
    }

    /** Stores what has changed since the last call. */
    void flush() {
        for (AudienceCount count : changed) {
            if (count.size() == 0 && !declared.contains(count.audience())) {
                counts.remove(count.audience());
                store.delete(count.audience());
            } else {
                store.write(count);
            }
        }
        changed.clear();
    }

    /** @param now event time in epoch milliseconds */
    List<AudienceSize> sizes(long now) {
        return counts.values().stream()
                .map(count -> new AudienceSize(count.audience(), count.size(), count.entered(now), count.exited(now)))
                .toList();
    }
}
