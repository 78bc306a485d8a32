package io.intentstream.server.http;

import io.intentstream.core.engine.UserViews;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.stream.query.UserDirectory;
import java.util.function.Supplier;

/**
 * What the server shows, once the engine is there.
 *
 * @param users finds users' states
 * @param views reads them
 * @param model what the model's manifest says
 * @param fingerprint the model's
 * @param feed new intents
 * @param erasures erases users
 * @param throughput events worked off
 * @param metrics Prometheus' text format
 */
record ServerContext(
        UserDirectory users,
        UserViews views,
        ModelManifest model,
        String fingerprint,
        IntentBroadcaster feed,
        Erasures erasures,
        Throughput throughput,
        Supplier<String> metrics) {}
