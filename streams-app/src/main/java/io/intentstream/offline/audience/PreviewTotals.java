package io.intentstream.offline.audience;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.offline.audience.AudiencePreview.Day;
import io.intentstream.offline.audience.AudiencePreview.Finding;
import io.intentstream.offline.audience.AudiencePreview.Overlap;
import io.intentstream.offline.audience.AudiencePreview.Purchases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sums over users; they do not depend on the order of the users. */
final class PreviewTotals {
    private static final int MOST_DAYS = 3660;

    final OfAudience[] audiences;
    /** Users who were in two audiences at the same time, by the places of both, the smaller place first. */
    final long[][] common;

    final long end;
    long users;
    private final Map<Long, Buyers> activeByDay = new HashMap<>();

    /**
     * @param names of the audiences, in the order of the file
     * @param end when the recording ends, epoch milliseconds
     */
    PreviewTotals(List<String> names, long end) {
        this.audiences = names.stream().map(OfAudience::new).toArray(OfAudience[]::new);
        this.common = new long[names.size()][names.size()];
        this.end = end;
    }

    static PreviewTotals of(AudienceSet set, long end) {
        return new PreviewTotals(
                set.audiences().stream().map(audience -> audience.name()).toList(), end);
    }

    /** Users or entries, and how many of them bought within 24 hours. */
    private static final class Buyers {
        private long all;
        private long bought;

        void add(boolean buys) {
            all++;
            bought += buys ? 1 : 0;
        }

        double share() {
            return bought / (double) all;
        }
    }

    /** Counts a user who was active on a day. */
    void active(long day, boolean buys, long first) {
        if (isKnown(first, end)) {
            activeByDay.computeIfAbsent(day, key -> new Buyers()).add(buys);
        }
    }

    /** Whether the recording holds the 24 hours after a moment. */
    private static boolean isKnown(long time, long end) {
        return time <= end - UserJournal.DAY;
    }

    /** Sums of one audience. */
    static final class OfAudience {
        private final String name;
        long users;
        private final Map<Long, long[]> changesByDay = new TreeMap<>();
        private final Map<Long, Buyers> entriesByDay = new HashMap<>();
        private long[] stays = new long[16];
        private int ended;

        OfAudience(String name) {
            this.name = name;
        }

        void entered(long time, boolean buys, long end) {
            long day = Math.floorDiv(time, UserJournal.DAY);
            changesByDay.computeIfAbsent(day, key -> new long[2])[0]++;
            if (isKnown(time, end)) {
                entriesByDay.computeIfAbsent(day, key -> new Buyers()).add(buys);
            }
        }

        void left(long time, long stay) {
            changesByDay.computeIfAbsent(Math.floorDiv(time, UserJournal.DAY), key -> new long[2])[1]++;
            if (ended == stays.length) {
                stays = Arrays.copyOf(stays, 2 * ended);
            }
            stays[ended++] = stay;
        }

        private long sum(int which) {
            return changesByDay.values().stream()
                    .mapToLong(counts -> counts[which])
                    .sum();
        }

        private @Nullable Long medianStay() {
            if (ended == 0) {
                return null;
            }
            long[] sorted = Arrays.copyOf(stays, ended);
            Arrays.sort(sorted);
            return sorted[(ended - 1) / 2];
        }

        private List<Day> days(long first, long last) {
            List<Day> days = new ArrayList<>();
            long members = 0;
            for (Map.Entry<Long, long[]> before : changesByDay.entrySet()) {
                if (before.getKey() < first) {
                    members += before.getValue()[0] - before.getValue()[1];
                }
            }
            for (long day = first; day <= last; day++) {
                long[] counts = changesByDay.getOrDefault(day, new long[2]);
                members += counts[0] - counts[1];
                days.add(new Day(LocalDate.ofEpochDay(day), members, counts[0], counts[1]));
            }
            return days;
        }
    }

    /**
     * The report.
     *
     * @param begin when the recording begins, epoch milliseconds
     */
    AudiencePreview report(long begin) {
        long last = Math.floorDiv(end, UserJournal.DAY);
        long first = Math.max(Math.floorDiv(begin, UserJournal.DAY), last - MOST_DAYS);
        List<Finding> findings = Arrays.stream(audiences)
                .map(audience -> finding(audience, first, last))
                .toList();
        return new AudiencePreview(users, findings, overlaps());
    }

    private Finding finding(OfAudience audience, long first, long last) {
        long entered = audience.sum(0);
        long left = audience.sum(1);
        return new Finding(
                audience.name,
                audience.users,
                entered,
                left,
                entered - left,
                audience.medianStay(),
                purchases(audience),
                audience.days(first, last));
    }

    private Purchases purchases(OfAudience audience) {
        long entries = 0;
        long bought = 0;
        long comparable = 0;
        double everybody = 0;
        for (Map.Entry<Long, Buyers> day : new TreeMap<>(audience.entriesByDay).entrySet()) {
            entries += day.getValue().all;
            bought += day.getValue().bought;
            Buyers active = activeByDay.get(day.getKey());
            if (active != null) {
                comparable += day.getValue().all;
                everybody += day.getValue().all * active.share();
            }
        }
        return new Purchases(
                entries,
                bought,
                entries == 0 ? null : bought / (double) entries,
                comparable == 0 ? null : everybody / comparable);
    }

    private List<Overlap> overlaps() {
        return IntStream.range(0, audiences.length)
                .boxed()
                .flatMap(one -> IntStream.range(one + 1, audiences.length)
                        .filter(other -> common[one][other] > 0)
                        .mapToObj(other -> overlap(audiences[one], audiences[other], common[one][other])))
                .sorted(Comparator.comparingDouble(Overlap::share)
                        .reversed()
                        .thenComparing(Overlap::smaller)
                        .thenComparing(Overlap::larger))
                .toList();
    }

    private static Overlap overlap(OfAudience one, OfAudience other, long users) {
        boolean oneIsSmaller = one.users <= other.users;
        OfAudience smaller = oneIsSmaller ? one : other;
        OfAudience larger = oneIsSmaller ? other : one;
        return new Overlap(smaller.name, larger.name, users, users / (double) smaller.users);
    }
}
