package io.intentstream.offline.audience;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one user did, and what it changed about memberships. Times are epoch milliseconds of event time. */
final class UserJournal {
    static final long DAY = 86_400_000L;

    /** The first event of each day on which the user was active. */
    private final Map<Long, Long> firstEvents = new TreeMap<>();

    private final List<Long> purchases = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    /** An audience, by its place in the file, was entered or left. */
    private record Change(int place, boolean entered, long time) {}

    void event(long time, boolean purchase) {
        firstEvents.merge(Math.floorDiv(time, DAY), time, Math::min);
        if (purchase) {
            purchases.add(time);
        }
    }

    void change(int place, boolean entered, long time) {
        changes.add(new Change(place, entered, time));
    }

    /** Adds the user to the totals. */
    void addTo(PreviewTotals totals) {
        totals.users++;
        firstEvents.forEach((day, first) -> totals.active(day, buysAfter(first), first));
        long[] since = new long[totals.audiences.length];
        BitSet inside = new BitSet();
        BitSet ever = new BitSet();
        BitSet[] met = new BitSet[since.length];
        for (Change change : changes) {
            PreviewTotals.OfAudience audience = totals.audiences[change.place];
            if (change.entered) {
                audience.entered(change.time, buysAfter(change.time), totals.end);
                since[change.place] = change.time;
                met[change.place] = met[change.place] == null ? new BitSet() : met[change.place];
                met[change.place].or(inside);
                inside.set(change.place);
                ever.set(change.place);
            } else {
                audience.left(change.time, change.time - since[change.place]);
                inside.clear(change.place);
            }
        }
        ever.stream().forEach(place -> totals.audiences[place].users++);
        addMeetings(met, ever, totals);
    }

    private static void addMeetings(BitSet[] met, BitSet ever, PreviewTotals totals) {
        ever.stream()
                .forEach(one -> ever.stream()
                        .filter(other -> other > one && (met[one].get(other) || met[other].get(one)))
                        .forEach(other -> totals.common[one][other]++));
    }

    private boolean buysAfter(long time) {
        return purchases.stream().anyMatch(purchase -> purchase > time && purchase <= time + DAY);
    }
}
