package io.intentstream.stream.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Some of the users that an instance has seen lately.
 *
 * @param partitions whose users the instance has
 * @param asOf event time, epoch milliseconds; 0 before the first event
 * @param completeSince who was seen from this time on is known; those seen before may have been dropped, epoch milliseconds
 * @param matched how many users were selected
 * @param users the first of them
 */
public record RecentUsersPart(
        Set<Integer> partitions, long asOf, long completeSince, long matched, List<RecentUser> users) implements Part {

    /** The first users of a query, in its order. */
    static List<RecentUser> first(Iterable<RecentUser> users, RecentUserQuery query) {
        PriorityQueue<RecentUser> best =
                new PriorityQueue<>(query.order().comparator().reversed());
        for (RecentUser user : users) {
            best.add(user);
            if (best.size() > query.limit()) {
                best.remove();
            }
        }
        List<RecentUser> sorted = new ArrayList<>(best);
        sorted.sort(query.order().comparator());
        return sorted;
    }

    /**
     * Joins what several instances know. An instance whose events are behind counts as of the latest time of all: what it
     * gives of users who were seen earlier is left out.
     *
     * @param parts at least one
     */
    public static RecentUsersPart merge(List<RecentUsersPart> parts, RecentUserQuery query) {
        long asOf = parts.stream().mapToLong(RecentUsersPart::asOf).max().orElseThrow();
        long since = RecentUsers.since(asOf);
        Set<Integer> partitions = new HashSet<>();
        List<RecentUser> users = new ArrayList<>();
        long matched = 0;
        for (RecentUsersPart part : parts) {
            List<RecentUser> recent =
                    part.users.stream().filter(user -> user.lastSeen() >= since).toList();
            partitions.addAll(part.partitions);
            users.addAll(recent);
            matched += part.matched - (part.users.size() - recent.size());
        }
        long completeSince =
                parts.stream().mapToLong(RecentUsersPart::completeSince).max().orElseThrow();
        return new RecentUsersPart(partitions, asOf, completeSince, matched, first(users, query));
    }
}
