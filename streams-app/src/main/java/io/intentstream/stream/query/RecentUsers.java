package io.intentstream.stream.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The users of this instance's partitions who were seen within the last {@link #WINDOW} of event time, in memory: who is on
 * the shop now. At most {@link #CAPACITY} users are kept, some 30 MB; for one more, the one that has been silent for longest
 * is dropped. It begins empty with each assignment of a partition, since reading all stored users would take too long. So
 * answers say from which time on they are complete.
 *
 * <p>Thread-safe. Stream threads write one small record per changed user and batch; readers copy references under the lock
 * and select outside of it.
 */
public final class RecentUsers {
    /** How long after the latest event a user counts as recent. */
    public static final Duration WINDOW = Duration.ofMinutes(30);

    /** Most users. */
    public static final int CAPACITY = 100_000;

    private final int capacity;

    /** In the order of their latest events, as these were processed. */
    private final Map<String, Indexed> users = new LinkedHashMap<>();

    /** For each partition, the time since which its users are known; {@link Long#MAX_VALUE} before its first event. */
    private final Map<Integer, Long> knownSince = new HashMap<>();

    private long now;
    private long latestSeen;
    private long latestDropped = Long.MIN_VALUE;

    private record Indexed(int partition, RecentUser user) {}

    /** An empty index. */
    public RecentUsers() {
        this(CAPACITY);
    }

    RecentUsers(int capacity) {
        this.capacity = capacity;
    }

    /** The beginning of the window that ends at a time, epoch milliseconds. */
    static long since(long asOf) {
        return asOf - WINDOW.toMillis();
    }

    /** A task begins to process a partition. */
    public synchronized void open(int partition) {
        knownSince.put(partition, Long.MAX_VALUE);
    }

    /** A task no longer processes a partition: its users leave. */
    public synchronized void close(int partition) {
        knownSince.remove(partition);
        users.values().removeIf(indexed -> indexed.partition == partition);
    }

    /** Event time, as a task knows it, in epoch milliseconds. */
    public synchronized void advance(long eventTime) {
        now = Math.max(now, eventTime);
    }

    /** Keeps what is known of a user after an event, in place of what was known before. */
    public synchronized void put(int partition, RecentUser user) {
        latestSeen = Math.max(latestSeen, user.lastSeen());
        if (knownSince.getOrDefault(partition, Long.MAX_VALUE) == Long.MAX_VALUE) {
            knownSince.put(partition, asOf());
        }
        Indexed before = users.get(user.userId());
        if (before != null && before.user.lastSeen() < user.lastSeen()) {
            users.remove(user.userId()); // moves to the end
        }
        users.put(user.userId(), new Indexed(partition, user));
        dropOldest();
    }

    /** Keeps what time alone has changed about a user, if the user is known. */
    public synchronized void refresh(int partition, RecentUser user) {
        users.computeIfPresent(user.userId(), (userId, before) -> new Indexed(partition, user));
    }

    private void dropOldest() {
        long since = since(asOf());
        Iterator<Indexed> oldest = users.values().iterator();
        while (oldest.hasNext()) {
            long lastSeen = oldest.next().user.lastSeen();
            boolean recent = lastSeen >= since;
            if (recent && users.size() <= capacity) {
                return;
            }
            if (recent) {
                latestDropped = Math.max(latestDropped, lastSeen);
            }
            oldest.remove();
        }
    }

    /** A user is no longer known, because the state was deleted. */
    public synchronized void remove(String userId) {
        users.remove(userId);
    }

    /** Until two users have set the clock, the latest event stands for it. */
    private long asOf() {
        return now > 0 ? now : latestSeen;
    }

    /** Event time, as this instance knows it, in epoch milliseconds; 0 before the first event. */
    public synchronized long now() {
        return asOf();
    }

    /**
     * The users of this instance that a query selects.
     *
     * @param atLeast the query is as of this event time, or of the instance's own if that is later; epoch milliseconds
     */
    public RecentUsersPart find(RecentUserQuery query, long atLeast) {
        List<Indexed> all;
        Set<Integer> partitions;
        long asOf;
        long completeSince;
        synchronized (this) {
            all = new ArrayList<>(users.values());
            partitions = Set.copyOf(knownSince.keySet());
            asOf = Math.max(asOf(), atLeast);
            completeSince = Math.max(since(asOf), completeSince(asOf));
        }
        long since = since(asOf);
        List<RecentUser> selected = new ArrayList<>();
        for (Indexed indexed : all) {
            if (indexed.user.lastSeen() >= since && query.selects(indexed.user)) {
                selected.add(indexed.user);
            }
        }
        return new RecentUsersPart(
                partitions, asOf, completeSince, selected.size(), RecentUsersPart.first(selected, query));
    }

    /** From when on everyone is known; a partition without an event yet knows nobody up to now. */
    private long completeSince(long asOf) {
        long known = latestDropped + 1;
        for (long since : knownSince.values()) {
            known = Math.max(known, Math.min(since, asOf));
        }
        return known;
    }
}
