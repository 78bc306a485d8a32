package io.intentstream.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.embedded.SchemaJournal.Configured;
import io.intentstream.embedded.SchemaVersions.SchemaVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths of the registry: the part of Confluent's REST protocol that serializers, Kafka Connect and build plug-ins use.
 * The embedded registry deletes nothing, because records contain the ids.
 */
final class RegistryRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaVersions content;

    RegistryRoutes(SchemaVersions content) {
        this.content = content;
    }

    /**
     * @param method the HTTP method
     * @param path the path's decoded segments
     * @param body the request's JSON; a null node when it has none
     * @return the answer's JSON
     * @throws RegistryError for every answer other than 200
     */
    JsonNode answer(String method, List<String> path, JsonNode body) {
        Object answer = switch (path.isEmpty() ? "" : path.get(0)) {
            case "" -> Map.of();
            case "subjects" -> subjects(method, path, body);
            case "schemas" -> schemas(method, path);
            case "compatibility" -> compatibility(method, path, body);
            case "config" -> config(method, path, body);
            case "mode" -> get(method, Map.of("mode", "READWRITE"));
            default -> throw notFound();
        };
        return JSON.valueToTree(answer);
    }

    private Object subjects(String method, List<String> path, JsonNode body) {
        boolean post = method.equals("POST");
        return switch (path.size()) {
            case 1 -> get(method, content.subjects());
            case 2 -> post ? content.lookUp(path.get(1), schemaText(body)) : unsupported(method);
            case 3 ->
                post
                        ? Map.of("id", content.register(path.get(1), schemaText(body)))
                        : get(
                                method,
                                content.versions(path.get(1)).stream()
                                        .map(SchemaVersion::version)
                                        .toList());
            case 4 -> get(method, version(path.get(1), path.get(3)));
            case 5 -> get(method, parsed(version(path.get(1), path.get(3)).schema()));
            default -> throw notFound();
        };
    }

    private Object schemas(String method, List<String> path) {
        if (path.size() == 2 && path.get(1).equals("types")) {
            return get(method, List.of("AVRO"));
        }
        if (path.size() < 3 || !path.get(1).equals("ids")) {
            throw notFound();
        }
        int id = number(path.get(2), RegistryError.schemaNotFound(path.get(2)));
        String part = path.size() > 3 ? path.get(3) : "";
        return switch (part) {
            case "" -> get(method, Map.of("schema", content.schema(id)));
            case "schema" -> get(method, parsed(content.schema(id)));
            case "subjects" ->
                get(
                        method,
                        content.usesOf(id).stream()
                                .map(SchemaVersion::subject)
                                .distinct()
                                .toList());
            case "versions" ->
                get(
                        method,
                        content.usesOf(id).stream()
                                .map(use -> Map.of("subject", use.subject(), "version", use.version()))
                                .toList());
            default -> throw notFound();
        };
    }

    private Object compatibility(String method, List<String> path, JsonNode body) {
        if (path.size() < 4 || !method.equals("POST")) {
            throw notFound();
        }
        String subject = path.get(2);
        List<SchemaVersion> versions =
                path.size() > 4 ? List.of(version(subject, path.get(4))) : content.versions(subject);
        List<String> objections =
                content.objection(subject, schemaText(body), versions).stream().toList();
        return Map.of("is_compatible", objections.isEmpty(), "messages", objections);
    }

    private Object config(String method, List<String> path, JsonNode body) {
        String subject = path.size() > 1 ? path.get(1) : null;
        return switch (method) {
            case "GET" -> Map.of("compatibilityLevel", level(subject));
            case "PUT" -> {
                CompatibilityLevel level = levelOf(body);
                content.configure(new Configured(subject, level));
                yield Map.of("compatibility", level);
            }
            case "DELETE" -> {
                CompatibilityLevel before = level(subject);
                content.configure(new Configured(subject, null));
                yield Map.of("compatibilityLevel", before);
            }
            default -> unsupported(method);
        };
    }

    private CompatibilityLevel level(@Nullable String subject) {
        return subject == null ? content.globalLevel() : content.level(subject).orElseGet(content::globalLevel);
    }

    private static CompatibilityLevel levelOf(JsonNode body) {
        String name = body.path("compatibility").asText("").toUpperCase(Locale.ROOT);
        return Arrays.stream(CompatibilityLevel.values())
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RegistryError(
                        422,
                        42203,
                        "Invalid compatibility level. Valid values are " + List.of(CompatibilityLevel.values())));
    }

    private SchemaVersion version(String subject, String which) {
        List<SchemaVersion> versions = content.versions(subject);
        int number = which.equals("latest") || which.equals("-1")
                ? versions.size()
                : number(which, RegistryError.versionNotFound(which));
        if (number < 1 || number > versions.size()) {
            throw RegistryError.versionNotFound(which);
        }
        return versions.get(number - 1);
    }

    private static String schemaText(JsonNode body) {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryError.invalidSchema("the embedded registry holds Avro only, not " + type);
        }
        if (body.path("references").size() > 0) {
            throw RegistryError.invalidSchema(
                    "the embedded registry does not support references: define the types inline");
        }
        String text = body.path("schema").asText("");
        if (text.isEmpty()) {
            throw RegistryError.invalidSchema("the request has no schema");
        }
        return text;
    }

    private static JsonNode parsed(String schema) {
        try {
            return JSON.readTree(schema);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }

    private static int number(String text, RegistryError otherwise) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw otherwise;
        }
    }

    private static Object get(String method, Object answer) {
        return method.equals("GET") ? answer : unsupported(method);
    }

    private static Object unsupported(String method) {
        throw new RegistryError(405, 405, "The embedded registry does not support " + method + " here");
    }

    private static RegistryError notFound() {
        return new RegistryError(404, 404, "HTTP 404 Not Found");
    }
}
