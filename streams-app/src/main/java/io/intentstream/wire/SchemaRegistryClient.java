package io.intentstream.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private final RegistryProof proof;
    private final SchemaLookup schemas;

    private SchemaRegistryClient(RegistrySettings settings) {
        this.settings = settings;
        this.http = new RegistryHttp(settings);
        this.proof = new RegistryProof(http);
        this.schemas = new SchemaLookup(http, proof, settings.unknownIdTtl());
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
        proof.found(id);
        return id;
    }

    private int register(String subject, Schema schema) {
        String text = settings.removeJavaProperties() ? SchemaText.withoutJavaProperties(schema) : schema.toString();
        String path = subjectPath(subject) + "/versions";
        int id = id(path, http.post(path, body(text)));
        LOG.info("schema registered subject={} schema={} id={}", subject, schema.getFullName(), id);
        return id;
    }

    private int lookUp(String subject, Schema schema) {
        String path = subjectPath(subject);
        try {
            return id(path, http.post(path, body(schema.toString())));
        } catch (RegistryRefusedException e) {
            if (e.errorCode() != SCHEMA_NOT_FOUND) {
                throw absent(e, subject, schema);
            }
        }
        try {
            return id(path, http.post(path, body(SchemaText.withoutJavaProperties(schema))));
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

    /**
     * Makes requests of this client, and makes them again while the registry is unavailable.
     *
     * @param patience how long
     */
    public void patiently(Duration patience, Runnable requests) {
        RegistryWait.Attempt attempt = new RegistryWait(patience).begin();
        while (true) {
            try {
                requests.run();
                attempt.succeeded();
                return;
            } catch (RegistryUnavailableException e) {
                attempt.pause(new ReadFailure.RegistryUnavailable(e.getMessage()), e);
            }
        }
    }

    /** The schema with this id. */
    public Schema schemaOf(int id) {
        return schemas.schemaOf(id);
    }

    /**
     * The schema with which a value in the registry's wire format was written.
     *
     * @throws RejectedBytesException when the value does not have that format's prefix
     */
    public Schema schemaOf(byte[] value) {
        return schemaOf(WireFormat.readSchemaId(value));
    }

    /** Starts to ask for a schema that will be needed soon; returns at once, and never fails. */
    void askAhead(int id) {
        schemas.askAhead(id);
    }

    static String subjectPath(String subject) {
        return "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ObjectNode body(String schemaText) {
        return JsonNodeFactory.instance.objectNode().put("schema", schemaText);
    }

    private static int id(String path, JsonNode answer) {
        if (!answer.path("id").isInt()) {
            throw RegistryRefusedException.noRegistry(path);
        }
        return answer.get("id").asInt();
    }

    private record SubjectSchema(String subject, Schema schema) {}
}
