package io.intentstream.core.engine;

import io.intentstream.core.profile.PreviousProfile;
import io.intentstream.core.state.UserState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states that the engine made last, so that a user in the middle of a visit is neither read from the store nor decoded,
 * parts and all, for every batch. The stores remain the truth: a state is gone on from only when its batch is known to be
 * written, and only for the store that it was written to, since a user may have records in two partitions.
 */
final class RecentStates {
    private final Map<String, CachedState> kept;
    private boolean written = true;

    /**
     * What is kept of a user.
     *
     * @param store where the state belongs
     * @param state as it is there
     * @param shown what the profile showed after the latest event; null when none was made
     */
    record CachedState(
            UserStates store, UserState state, @Nullable PreviousProfile shown) {}

    /** @param limit most users; who was idle longest gives way. One takes 12 to 26 KB, by the length of the window. */
    RecentStates(int limit) {
        kept = new LinkedHashMap<>(16, 0.75f) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, CachedState> eldest) {
                return size() > limit;
            }
        };
    }

    /** A batch begins. What is kept of one before that was never written is of no use any more. */
    void begin() {
        if (!written) {
            forgetAll();
        }
        written = false;
    }

    /** What the batch has changed is in the stores now. */
    void written() {
        written = true;
    }

    /** The user's state in this store, to be changed at will: it is kept no longer. Null when it is not at hand. */
    @Nullable
    CachedState take(String userId, UserStates store) {
        CachedState found = kept.remove(userId);
        return found != null && found.store == store ? found : null;
    }

    /** Lets go of a user, whatever the state was. */
    void forget(String userId) {
        kept.remove(userId);
    }

    /** Lets go of all users. */
    void forgetAll() {
        kept.clear();
    }

    /** How many users' states are kept. */
    int size() {
        return kept.size();
    }

    /** Keeps a state that is about to be written to the store, and must not change any more. */
    void keep(String userId, UserStates store, UserState state, @Nullable PreviousProfile shown) {
        kept.put(userId, new CachedState(store, state, shown));
    }
}
