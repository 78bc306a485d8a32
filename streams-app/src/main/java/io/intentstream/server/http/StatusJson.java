package io.intentstream.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.schema.Band;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The engine's own status as JSON. */
final class StatusJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusJson() {}

    /** The model's manifest, without the vocabularies, and the items bundle beside it. */
    static String model(ServerContext served) {
        ModelManifest manifest = served.model();
        ObjectNode facts = JSON.createObjectNode();
        facts.put("name", manifest.name());
        facts.put("version", manifest.version());
        facts.put("fingerprint", served.fingerprint());
        facts.put("horizon", manifest.horizon());
        facts.put("sessionGap", Duration.ofSeconds(manifest.sessionGapSeconds()).toString());
        facts.put("baseRate", manifest.baseRate());
        facts.putObject("thresholds")
                .put("medium", manifest.thresholds().medium())
                .put("high", manifest.thresholds().high());
        facts.putObject("calibration")
                .put("slope", manifest.calibration().slope())
                .put("intercept", manifest.calibration().intercept());
        facts.put("layers", manifest.layers());
        facts.put("hiddenSize", manifest.hiddenSize());
        features(facts.putArray("features"), manifest.features());
        facts.put("sha256", manifest.sha256());
        facts.set("training", JSON.valueToTree(manifest.training()));
        served.items()
                .map(ServedItems::bundle)
                .ifPresentOrElse(bundle -> items(facts, bundle), () -> facts.putNull("items"));
        return facts.toString();
    }

    private static void items(ObjectNode facts, ItemsBundle bundle) {
        facts.putObject("items")
                .put("name", bundle.manifest().name())
                .put("version", bundle.manifest().version())
                .put("fingerprint", bundle.fingerprintHex())
                .put("products", bundle.tables().items())
                .put(
                        "trainedUntil",
                        Instant.ofEpochMilli(bundle.manifest().trainedUntil()).toString());
    }

    private static void features(ArrayNode features, FeatureSpec spec) {
        spec.numeric()
                .forEach(feature ->
                        features.addObject().put("name", feature.name()).put("kind", "numeric"));
        spec.categorical()
                .forEach(feature -> features.addObject()
                        .put("name", feature.name())
                        .put("kind", "categorical")
                        .put("values", feature.vocabulary().size()));
    }

    /** The current rates and latencies. */
    static String stats(ServerContext served, long nowMillis) {
        ObjectNode stats = JSON.createObjectNode();
        stats.put("time", Instant.ofEpochMilli(nowMillis).toString());
        stats.put("state", served.users().state());
        stats.put(
                "broker",
                served.brokers()
                        .silentSince()
                        .map(since -> "unreachable since " + since)
                        .orElse("reachable"));
        stats.put("eventsPerSecond", served.throughput().perSecond());
        IntentSeconds.LatencySummary latency = served.seconds().latency(nowMillis);
        stats.putObject("latencyMillis").put("p50", latency.p50()).put("p99", latency.p99());
        stats.putObject("listeners")
                .put("now", served.intents().listeners())
                .put("lostIntents", served.intents().lost());
        stats.put("audiences", served.declared().audiences().size());
        ArrayNode seconds = stats.putArray("seconds");
        served.seconds().counted(nowMillis).forEach(counted -> add(seconds.addObject(), counted));
        return stats.toString();
    }

    private static void add(ObjectNode second, IntentSeconds.IntentCounts counted) {
        second.put("time", Instant.ofEpochSecond(counted.epochSecond()).toString());
        for (Band band : Band.values()) {
            second.put(band.name().toLowerCase(Locale.ROOT), counted.byBand()[band.ordinal()]);
        }
    }
}
