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
 * Asks the registry for the ids of the engine's schemas before the stream starts, so that wrong credentials or an
 * incompatible schema are reported at once and not with the first event. The stream starts even if the registry is
 * unavailable.
 */
public final class RegistryCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryCheck.class);

    private RegistryCheck() {}

    /** @throws RegistryRefusedException when the registry refuses the credentials or a schema */
    public static void verify(AppConfig config) {
        if (config.serde().classes().isPresent()) {
            return; // foreign serializers have their own client of the registry
        }
        SchemaRegistryClient registry = SchemaRegistryClient.from(config.serde().settings());
        try {
            registry.idOf(config.profilesTopic() + "-value", UserProfile.getClassSchema());
            registry.idOf(config.intentsTopic() + "-value", PurchaseIntent.getClassSchema());
            config.topics()
                    .control()
                    .ifPresent(topics -> registry.idOf(topics.receipts() + "-value", UserReceipt.getClassSchema()));
        } catch (RegistryUnavailableException e) {
            LOG.warn("schema registry is unavailable at start-up reason={}", e.getMessage());
        }
    }
}
