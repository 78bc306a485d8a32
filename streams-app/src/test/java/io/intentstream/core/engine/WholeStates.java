package io.intentstream.core.engine;

import static java.util.stream.Collectors.toMap;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.StateWriter;
import io.intentstream.core.state.StoredState;
import io.intentstream.core.state.UserState;
import java.util.Map;

/** States encoded in one piece. They are equal when the states are, whatever parts they are stored in. */
public final class WholeStates {
    private WholeStates() {}

    /** A user's state in one piece. */
    public static byte[] of(StoredState stored) {
        return UserState.decode(stored, EngineSettings.defaults()).encode(new StateWriter());
    }

    /** Reads a state in one piece. */
    public static UserState read(byte[] whole, EngineSettings settings) {
        return UserState.decode("any", whole, key -> null, settings);
    }

    /** All users' states in one piece. */
    public static Map<String, byte[]> of(MemoryStates states) {
        return states.values().keySet().stream()
                .filter(StateKey.Head.class::isInstance)
                .collect(toMap(StateKey::userId, key -> of(stored(key.userId(), states))));
    }

    /** A user's state as stored. */
    static StoredState stored(String user, MemoryStates states) {
        return StoredState.gather(user, states.read(new StateKey.Head(user)), states::read);
    }
}
