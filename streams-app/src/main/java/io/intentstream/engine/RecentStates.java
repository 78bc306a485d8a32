package io.intentstream.engine;

import io.intentstream.profile.Shown;
import io.intentstream.state.UserState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states that the engine made last, so that a user in the middle of a visit is not decoded, parts and all, for every
 * batch. The caller's bytes remain the truth: a state is used only for the very head that it was stored with, so a batch
 * that was worked out and never applied leaves nothing behind.
 */
final class RecentStates {
    private final Map<String, Kept> kept;

    /**
     * What is kept of a user.
     *
     * @param head of the state as the caller knows it
     * @param state the same
     * @param shown what the profile showed after the latest event; null when none was made
     */
    record Kept(byte[] head, UserState state, @Nullable Shown shown) {}

    /** @param limit most users; who was idle longest gives way. One takes about 10 KiB. */
    RecentStates(int limit) {
        kept = new LinkedHashMap<>(16, 0.75f) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                return size() > limit;
            }
        };
    }

    /** The user's state with this head, to be changed at will: it is kept no longer. Null when it is not at hand. */
    @Nullable
    Kept take(String userId, byte[] head) {
        Kept found = kept.remove(userId);
        return found != null && Arrays.equals(found.head, head) ? found : null;
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

    /** Keeps a state, which must not change any more, under its head. */
    void keep(String userId, byte[] head, UserState state, @Nullable Shown shown) {
        kept.put(userId, new Kept(head, state, shown));
    }
}
