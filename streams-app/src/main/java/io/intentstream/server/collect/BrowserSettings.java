package io.intentstream.server.collect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What Segment's browser library asks its content network for before it sends anything: where to send, and that there are no
 * further destinations. With this the library needs nothing from Segment.
 */
final class BrowserSettings {
    private BrowserSettings() {}

    /**
     * The document.
     *
     * @param protocol by which browsers reach the collector
     * @param host of the collector, with its port
     */
    static String json(String writeKey, String protocol, String host) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode settings = json.objectNode();
        settings.putObject("integrations")
                .putObject("Segment.io")
                .put("apiKey", writeKey)
                .put("apiHost", host + "/v1")
                .put("protocol", protocol)
                .put("addBundledMetadata", false);
        ObjectNode plan = settings.putObject("plan");
        for (String kind : new String[] {"track", "identify", "group"}) {
            plan.putObject(kind).putObject("__default").put("enabled", true);
        }
        settings.putObject("edgeFunction");
        settings.put("analyticsNextEnabled", true);
        settings.putObject("middlewareSettings");
        settings.putObject("enabledMiddleware");
        settings.putObject("metrics").put("sampleRate", 0);
        settings.putArray("remotePlugins");
        return settings.toString();
    }
}
