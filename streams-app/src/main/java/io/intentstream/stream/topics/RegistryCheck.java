package io.intentstream.stream.topics;

import io.intentstream.config.AppConfig;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.UserProfile;
import io.intentstream.schema.UserReceipt;
import io.intentstream.schema.UserRequest;
import io.intentstream.wire.RegistryException;
import io.intentstream.wire.SchemaRegistryClient;

/**
 * Asks the registry for the ids of the engine's schemas before the stream joins its group. So wrong credentials, an incompatible
 * schema and an address that is no registry are reported at once, and a "no" about the schema of an input record is later that
 * record's fault.
 */
public final class RegistryCheck {

    private RegistryCheck() {}

    /**
     * Waits for a registry that is unavailable, as long as the settings say.
     *
     * @throws RegistryException when it stays unavailable, or refuses the credentials or a schema, or is no registry
     */
    public static void verify(AppConfig config) {
        if (config.serde().classes().isPresent()) {
            return; // foreign serializers have their own client of the registry
        }
        SchemaRegistryClient registry = SchemaRegistryClient.from(config.serde().settings());
        registry.patiently(config.serde().registryWait(), () -> {
            registry.idOf(config.profilesTopic() + "-value", UserProfile.getClassSchema());
            registry.idOf(config.intentsTopic() + "-value", PurchaseIntent.getClassSchema());
            config.topics()
                    .control()
                    .ifPresent(topics -> registry.idOf(topics.receipts() + "-value", UserReceipt.getClassSchema()));
            config.topics()
                    .audienceEvents()
                    .ifPresent(topic -> registry.idOf(topic + "-value", AudienceEvent.getClassSchema()));
            config.topics()
                    .sessionOutcomes()
                    .ifPresent(topic -> registry.idOf(topic + "-value", SessionOutcome.getClassSchema()));
            config.topics()
                    .recommendations()
                    .ifPresent(topic -> registry.idOf(topic + "-value", Recommendations.getClassSchema()));
            if (config.ticks()) {
                String requests = config.topics().control().orElseThrow().requests();
                registry.idOf(requests + "-value", UserRequest.getClassSchema());
            }
        });
    }
}
