package io.intentstream.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.event.RejectReason;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Parses schemas in the registry's answers, and writes them for requests. */
final class SchemaText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaText() {}

    /** Fetches a schema that another one refers to. */
    interface References {
        JsonNode fetch(String subject, int version);
    }

    /**
     * @throws RejectedBytesException when it is not an Avro schema: a value that was written with it is no event
     */
    static Schema parse(JsonNode answer, References references) {
        Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
        try {
            return parse(answer, references, parser, new HashSet<>());
        } catch (AvroRuntimeException | IllegalArgumentException e) {
            throw new RejectedBytesException(
                    RejectReason.UNDECODABLE, "the writer's schema is not a valid Avro schema", e);
        }
    }

    /** @param seen references that the parser knows already: several schemas may refer to the same one */
    private static Schema parse(JsonNode answer, References references, Schema.Parser parser, Set<String> seen) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new RejectedBytesException(RejectReason.UNDECODABLE, "the writer's schema is " + type + ", not Avro");
        }
        for (JsonNode reference : answer.path("references")) {
            String subject = reference.required("subject").asText();
            int version = reference.required("version").asInt();
            if (seen.add(subject + ' ' + version)) {
                parse(references.fetch(subject, version), references, parser, seen);
            }
        }
        return parser.parse(answer.required("schema").asText());
    }

    /** The schema as clients in other languages register it. */
    static String withoutJavaProperties(Schema schema) {
        try {
            JsonNode json = JSON.readTree(schema.toString());
            json.findParents("avro.java.string").forEach(parent -> ((ObjectNode) parent).remove("avro.java.string"));
            return new Schema.Parser().parse(json.toString()).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is no JSON", e);
        }
    }
}
