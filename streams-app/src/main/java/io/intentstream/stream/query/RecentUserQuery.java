package io.intentstream.stream.query;

import io.intentstream.schema.Band;
import java.util.Comparator;
import java.util.Set;

/**
 * Which of the recent users are wanted.
 *
 * @param bands any of these
 * @param tags any of these; empty means all users
 * @param audiences any of these; empty means all users
 * @param order the order in which they come
 * @param limit most users
 */
public record RecentUserQuery(Set<Band> bands, Set<String> tags, Set<String> audiences, Order order, int limit) {

    /** The order of users. Those who are equal in it come by their ids. */
    public enum Order {
        /** The likeliest buyers first. */
        PROBABILITY(Comparator.comparingDouble(RecentUser::probability).reversed()),

        /** Those seen last first. */
        LAST_SEEN(Comparator.comparingLong(RecentUser::lastSeen).reversed());

        private final Comparator<RecentUser> comparator;

        Order(Comparator<RecentUser> comparator) {
            this.comparator = comparator.thenComparing(RecentUser::userId);
        }

        /** Compares two users. */
        public Comparator<RecentUser> comparator() {
            return comparator;
        }
    }

    boolean selects(RecentUser user) {
        return bands.contains(user.band()) && any(tags, user.tags()) && any(audiences, user.audiences());
    }

    private static boolean any(Set<String> wanted, Iterable<String> found) {
        if (wanted.isEmpty()) {
            return true;
        }
        for (String name : found) {
            if (wanted.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
