package io.intentstream.stream.topics;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.schema.UserReceipt;
import io.intentstream.wire.RegistryRefusedException;
import io.intentstream.wire.RegistryUnavailableException;
import io.intentstream.wire.SchemaRegistryClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry for the ids of what the engine writes, before the stream starts: wrong credentials or an incompatible
 * schema show at once, and not with the first event. A registry that is away is no reason not to start.
 */
public final class RegistryCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryCheck.class);

    private RegistryCheck() {}

    /** @throws RegistryRefusedException when the registry turns us away */
    public static void verify(AppConfig config) {
        if (config.serde().classes().isPresent()) {
            return; // foreign serializers have a way of their own to the registry
        }
        SchemaRegistryClient registry = SchemaRegistryClient.from(config.serde().settings());
        try {
            registry.idOf(config.profilesTopic() + "-value", UserProfile.getClassSchema());
            registry.idOf(config.intentsTopic() + "-value", PurchaseIntent.getClassSchema());
            config.topics()
                    .control()
                    .ifPresent(topics -> registry.idOf(topics.receipts() + "-value", UserReceipt.getClassSchema()));
        } catch (RegistryUnavailableException e) {
            LOG.warn("schema registry is away at the start reason={}", e.getMessage());
        }
    }
}
