package io.intentstream.stream.query;

import io.intentstream.stream.query.MembersPart.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks for members of an audience among the users of several stores, all in the order of {@link Utf8Order}. It goes through
 * them as if they were one, so that everyone up to the last user that it looked at was looked at, in all stores.
 */
final class MemberScan {
    /** What {@code since} returns for a user who is no member. */
    static final long NO_MEMBER = Long.MIN_VALUE;

    private static final Comparator<Head> BY_USER = Comparator.comparing(Head::userId, Utf8Order.BY_CODE_POINT);

    private final PriorityQueue<Cursor> stores = new PriorityQueue<>(Comparator.comparing(Cursor::current, BY_USER));

    /**
     * A user's head.
     *
     * @param userId the user
     * @param value as stored
     */
    record Head(String userId, byte[] value) {}

    /** A store's users, of whom the first is looked at next. */
    private static final class Cursor {
        private final Iterator<Head> heads;
        private Head current;

        private Cursor(Iterator<Head> heads) {
            this.heads = heads;
            this.current = heads.next();
        }

        private Head current() {
            return current;
        }

        private boolean advance() {
            if (!heads.hasNext()) {
                return false;
            }
            current = heads.next();
            return true;
        }
    }

    /** @param heads each store's users after the place where the search begins */
    private MemberScan(Iterable<Iterator<Head>> heads) {
        for (Iterator<Head> store : heads) {
            if (store.hasNext()) {
                stores.add(new Cursor(store));
            }
        }
    }

    /**
     * Searches.
     *
     * @param heads by partition, its users after the place where the search begins
     * @param since when the user of a head entered, or {@link #NO_MEMBER}
     * @param limit most members
     * @param budget most heads to look at
     */
    static MembersPart search(Map<Integer, Iterator<Head>> heads, ToLongFunction<byte[]> since, int limit, int budget) {
        MemberScan scan = new MemberScan(heads.values());
        List<Member> members = new ArrayList<>();
        String last = null;
        for (int looked = 0; looked < budget && members.size() < limit || scan.isNext(last); looked++) {
            Head head = scan.next();
            if (head == null) {
                break;
            }
            last = head.userId();
            long entered = since.applyAsLong(head.value());
            if (entered != NO_MEMBER) {
                members.add(new Member(last, entered));
            }
        }
        return new MembersPart(heads.keySet(), members, scan.stores.isEmpty() ? null : last);
    }

    /** Whether another store has the user, too: the search cannot go on between the two. */
    private boolean isNext(@Nullable String userId) {
        Cursor first = stores.peek();
        return first != null && first.current().userId().equals(userId);
    }

    private @Nullable Head next() {
        Cursor first = stores.poll();
        if (first == null) {
            return null;
        }
        Head head = first.current();
        if (first.advance()) {
            stores.add(first);
        }
        return head;
    }
}
