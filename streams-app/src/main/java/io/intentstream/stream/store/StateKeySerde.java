package io.intentstream.stream.store;

import io.intentstream.core.state.StateKey;
import org.apache.kafka.common.serialization.Serdes;

/** Keys of the users' store and of its changelog. */
public final class StateKeySerde extends Serdes.WrapperSerde<StateKey> {
    /** A serde without settings. */
    public StateKeySerde() {
        super((topic, key) -> key.toBytes(), (topic, bytes) -> StateKey.of(bytes));
    }
}
