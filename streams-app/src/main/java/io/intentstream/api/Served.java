package io.intentstream.api;

import io.intentstream.engine.Portraits;
import io.intentstream.model.ModelManifest;
import io.intentstream.topology.UserDirectory;
import java.util.function.Supplier;

/**
 * What the server shows, once the engine is there.
 *
 * @param users finds users' states
 * @param portraits reads them
 * @param model what the model's manifest says
 * @param fingerprint the model's
 * @param feed new intents
 * @param erasures erases users
 * @param throughput events worked off
 * @param metrics Prometheus' text format
 */
record Served(
        UserDirectory users,
        Portraits portraits,
        ModelManifest model,
        String fingerprint,
        IntentFeed feed,
        Erasures erasures,
        Throughput throughput,
        Supplier<String> metrics) {}
