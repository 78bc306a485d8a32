package io.intentstream.server.http;

import io.intentstream.core.engine.UserViews;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.kafka.BrokerWatch;
import io.intentstream.stream.query.UserDirectory;
import java.util.function.Supplier;

/**
 * The engine's parts that the server serves.
 *
 * @param users finds users' states
 * @param brokers tells whether the brokers answer
 * @param views turns states into profiles and intents
 * @param model the model's manifest
 * @param fingerprint of the model
 * @param feed broadcasts new intents
 * @param erasures erases users
 * @param throughput of processed records
 * @param metrics returns the metrics in Prometheus' text format
 */
record ServerContext(
        UserDirectory users,
        BrokerWatch brokers,
        UserViews views,
        ModelManifest model,
        String fingerprint,
        IntentBroadcaster feed,
        Erasures erasures,
        Throughput throughput,
        Supplier<String> metrics) {}
