package io.intentstream.connect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.schema.UserProfile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** A profile of a later schema version with one more field. */
record LaterProfile(GenericRecord content) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static LaterProfile with(String field, String value, UserProfile profile) throws IOException {
        ObjectNode schema =
                (ObjectNode) JSON.readTree(UserProfile.getClassSchema().toString());
        schema.withArray("fields")
                .addObject()
                .put("name", field)
                .putNull("default")
                .putArray("type")
                .add("null")
                .add("string");
        byte[] bytes = UserProfile.getEncoder().encode(profile).array();
        int header = 10;
        GenericRecord content = new GenericDatumReader<GenericRecord>(
                        UserProfile.getClassSchema(), new Schema.Parser().parse(schema.toString()))
                .read(null, DecoderFactory.get().binaryDecoder(bytes, header, bytes.length - header, null));
        content.put(field, value);
        return new LaterProfile(content);
    }

    String userId() {
        return content.get("userId").toString();
    }

    /** Registers the schema and returns its id. */
    int register(String registryUrl, String subject) throws IOException, InterruptedException {
        String body = JSON.createObjectNode()
                .put("schema", content.getSchema().toString())
                .toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(registryUrl + "/subjects/" + subject + "/versions"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return JSON.readTree(answer).required("id").intValue();
    }

    /** Confluent's wire format. */
    byte[] encode(int schemaId) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeByte(0);
        header.writeInt(schemaId);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(content.getSchema()).write(content, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
