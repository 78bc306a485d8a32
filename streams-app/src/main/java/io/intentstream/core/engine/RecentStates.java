package io.intentstream.core.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the users of recent batches, so that a user in the middle of a session is neither read nor decoded again for
 * every batch. The stores remain the truth: a user is added when the state has been stored, for the store that holds it
 * (a user may have records in two partitions), and is removed when loaded.
 */
final class RecentStates {
    private final Map<String, CachedUser> users;

    private record CachedUser(UserStates store, LoadedUser user) {}

    /** @param limit most users; the one idle longest is evicted. A user takes 12 to 26 KB, by the length of the window. */
    RecentStates(int limit) {
        users = new LinkedHashMap<>(16, 0.75f) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, CachedUser> eldest) {
                return size() > limit;
            }
        };
    }

    /** Removes and returns a user, who may then be changed; null when the cache does not have the user from this store. */
    @Nullable
    LoadedUser take(String userId, UserStates store) {
        CachedUser cached = users.remove(userId);
        return cached != null && cached.store == store ? cached.user : null;
    }

    /** Whether the cache has the user from this store. */
    boolean has(String userId, UserStates store) {
        CachedUser cached = users.get(userId);
        return cached != null && cached.store == store;
    }

    /** Adds a user whose state is in the store and does not change any more. */
    void put(String userId, UserStates store, LoadedUser user) {
        users.put(userId, new CachedUser(store, user));
    }

    void evict(String userId) {
        users.remove(userId);
    }

    void evictAll() {
        users.clear();
    }

    int size() {
        return users.size();
    }
}
