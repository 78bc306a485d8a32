package io.intentstream.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of any registry with Confluent's REST protocol. An id's schema never changes, so both directions are cached without
 * limit. Safe for use by many threads; a call blocks while it asks the registry.
 *
 * <p>Every call may throw the three {@link RegistryException}s, and {@link
 * org.apache.kafka.common.errors.InterruptException} when its thread is interrupted.
 */
public final class SchemaRegistryClient {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistryClient.class);
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final int SUBJECT_NOT_FOUND = 40401;

    private final RegistrySettings settings;
    private final RegistryHttp http;
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final UnknownIds unknown;

    private SchemaRegistryClient(RegistrySettings settings) {
        this.settings = settings;
        this.http = new RegistryHttp(settings);
        this.unknown = new UnknownIds(settings.unknownIdTtl());
    }

    /**
     * @param configs settings under Confluent's names, among others; see {@code schema.registry.url} and the
     *     settings after it in the configuration reference
     * @throws org.apache.kafka.common.config.ConfigException when one is missing or wrong
     */
    public static SchemaRegistryClient from(Map<String, ?> configs) {
        return new SchemaRegistryClient(RegistrySettings.from(configs));
    }

    /**
     * The id of a schema under a subject. The schema is registered if {@code auto.register.schemas} is set, otherwise looked
     * up. A schema that was registered by hand from its .avsc file lacks the generated class's {@code avro.java.string}, so a
     * look-up that fails is repeated without it.
     */
    public int idOf(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        int id = settings.autoRegister() ? register(subject, schema) : lookUp(subject, schema);
        ids.put(key, id);
        return id;
    }

    private int register(String subject, Schema schema) {
        String text = settings.removeJavaProperties() ? SchemaText.withoutJavaProperties(schema) : schema.toString();
        int id = id(http.post("/subjects/" + encode(subject) + "/versions", body(text)));
        LOG.info("schema registered subject={} schema={} id={}", subject, schema.getFullName(), id);
        return id;
    }

    private int lookUp(String subject, Schema schema) {
        String path = "/subjects/" + encode(subject);
        try {
            return id(http.post(path, body(schema.toString())));
        } catch (RegistryRefusedException e) {
            if (e.errorCode() != SCHEMA_NOT_FOUND) {
                throw absent(e, subject, schema);
            }
        }
        try {
            return id(http.post(path, body(SchemaText.withoutJavaProperties(schema))));
        } catch (RegistryRefusedException e) {
            throw absent(e, subject, schema);
        }
    }

    private static RegistryRefusedException absent(RegistryRefusedException e, String subject, Schema schema) {
        boolean absent = e.errorCode() == SCHEMA_NOT_FOUND || e.errorCode() == SUBJECT_NOT_FOUND;
        return !absent
                ? e
                : new RegistryRefusedException(
                        e.status(),
                        e.errorCode(),
                        "Subject %s does not hold the schema %s: register it, or set auto.register.schemas=true (%s)"
                                .formatted(subject, schema.getFullName(), e.getMessage()));
    }

    /** The schema with this id. */
    public Schema schemaOf(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        unknown.throwIfKnownToBeUnknown(id);
        Schema schema = SchemaText.parse(fetch(id), this::reference);
        schemas.put(id, schema);
        return schema;
    }

    /**
     * The schema with which a value in the registry's wire format was written.
     *
     * @throws RejectedBytesException when the value does not have that format's prefix
     */
    public Schema schemaOf(byte[] value) {
        return schemaOf(WireFormat.readSchemaId(value));
    }

    /** Only the registry's own code means that the id is unknown: a bare 404 may come from a wrong address. */
    private JsonNode fetch(int id) {
        try {
            return http.get("/schemas/ids/" + id);
        } catch (RegistryRefusedException e) {
            if (e.errorCode() == SCHEMA_NOT_FOUND) {
                throw unknown.remember(id);
            }
            throw e;
        }
    }

    private JsonNode reference(String subject, int version) {
        return http.get("/subjects/" + encode(subject) + "/versions/" + version);
    }

    private static ObjectNode body(String schemaText) {
        return JsonNodeFactory.instance.objectNode().put("schema", schemaText);
    }

    private static int id(JsonNode answer) {
        return answer.required("id").asInt();
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private record SubjectSchema(String subject, Schema schema) {}
}
