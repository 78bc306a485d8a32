package io.intentstream.engine;

import io.intentstream.config.EngineSettings;
import io.intentstream.model.IntentModel;
import java.util.List;

/**
 * The one call at the centre: states and events in, states, profiles and intents out. Reads no clock and no random
 * source: the same events per user give the same bytes, however they are batched. Belongs to one thread.
 */
public final class Engine implements AutoCloseable {

    public Engine(EngineSettings settings, IntentModel model) {
        throw new UnsupportedOperationException();
    }

    /**
     * Applies a batch of events, in order.
     *
     * @param deliveries validated events
     * @param states the users' states before the batch
     */
    public BatchResult apply(List<Delivery> deliveries, UserStates states) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
