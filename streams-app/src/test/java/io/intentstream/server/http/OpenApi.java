package io.intentstream.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** The OpenAPI description of the server; checks responses against it. */
final class OpenApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OpenApi() {}

    static JsonNode read() {
        try (InputStream file = OpenApi.class.getResourceAsStream("openapi.json")) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a response's JSON body according to its path and status; empty when it is valid. */
    static Set<ValidationMessage> violations(String path, int status, String body) {
        return violations("get", path, status, body);
    }

    /** As {@link #problems}, for another method in lower case. */
    static Set<ValidationMessage> violations(String method, String path, int status, String body) {
        JsonNode described =
                resolved(read().at("/paths/" + path.replace("/", "~1") + "/" + method + "/responses/" + status));
        JsonNode schema = described.at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            throw new IllegalStateException("No JSON is described for " + path + " " + status);
        }
        return validate((ObjectNode) schema, body);
    }

    /** Follows a reference within the description. */
    static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? read().at(node.get("$ref").asText().substring(1)) : node;
    }

    /** What is wrong with a JSON text according to one of the description's components. */
    static Set<ValidationMessage> violationsOf(String component, String body) {
        return validate(JSON.createObjectNode().put("$ref", "#/components/schemas/" + component), body);
    }

    private static Set<ValidationMessage> validate(ObjectNode schema, String body) {
        try {
            schema.set("components", read().get("components"));
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(JSON.readTree(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
