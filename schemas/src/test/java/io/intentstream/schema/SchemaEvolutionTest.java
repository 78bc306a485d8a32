package io.intentstream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds today's contracts against every released version of them. */
class SchemaEvolutionTest {
    private static final Path RELEASED = Path.of("src", "main", "released");
    private static final List<Schema> CURRENT = List.of(
            ClickEvent.getClassSchema(),
            UserProfile.getClassSchema(),
            PurchaseIntent.getClassSchema(),
            UserRequest.getClassSchema(),
            UserReceipt.getClassSchema());

    static Stream<Path> releases() throws IOException {
        return Files.list(RELEASED).filter(Files::isDirectory).sorted();
    }

    static Stream<Schema> current() {
        return CURRENT.stream();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void shouldReadWhatEveryReleaseWrote(Path release) throws IOException {
        // Given
        Map<String, Schema> released = parse(release);

        for (Schema reader : CURRENT) {
            // When
            SchemaPairCompatibility pair =
                    SchemaCompatibility.checkReaderWriterCompatibility(reader, released.get(reader.getName()));

            // Then
            assertThat(pair.getResult().getIncompatibilities())
                    .as("%s does not read what release %s wrote", reader.getName(), release.getFileName())
                    .isEmpty();
            assertThat(pair.getType()).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void shouldKeepThePlaceOfEveryEventTypeReleased(Path release) throws IOException {
        // Given
        Schema before = parse(release).get("ClickEvent").getField("eventType").schema();

        // When
        Schema now = ClickEvent.getClassSchema().getField("eventType").schema();

        // Then
        assertThat(now.getEnumSymbols())
                .as("states hold an event type by its place: add symbols at the end, take none away")
                .startsWith(before.getEnumSymbols().toArray(String[]::new));
    }

    @Test
    void shouldNotEditAReleasedFile() throws IOException {
        // Given
        Map<String, String> recorded = new TreeMap<>();
        for (String line : Files.readAllLines(RELEASED.resolve("SHA256SUMS"))) {
            String[] parts = line.split("\\s+");
            recorded.put(parts[1], parts[0]);
        }

        // When
        Map<String, String> found = new TreeMap<>();
        for (Path release : releases().toList()) {
            for (Path file : schemaFiles(release)) {
                found.put(release.getFileName() + "/" + file.getFileName(), sha256(file));
            }
        }

        // Then
        assertThat(found)
                .as("released schemas never change: make a new release")
                .isEqualTo(recorded);
    }

    @ParameterizedTest
    @MethodSource("current")
    void shouldDocumentEveryTypeAndField(Schema schema) {
        // When
        List<String> undocumented = new ArrayList<>();
        collectUndocumented(schema, undocumented);

        // Then
        assertThat(undocumented).isEmpty();
    }

    private static void collectUndocumented(Schema schema, List<String> undocumented) {
        switch (schema.getType()) {
            case ARRAY -> collectUndocumented(schema.getElementType(), undocumented);
            case MAP -> collectUndocumented(schema.getValueType(), undocumented);
            case UNION -> schema.getTypes().forEach(branch -> collectUndocumented(branch, undocumented));
            case ENUM -> addIfBlank(schema.getDoc(), schema.getName(), undocumented);
            case RECORD -> {
                addIfBlank(schema.getDoc(), schema.getName(), undocumented);
                for (Schema.Field field : schema.getFields()) {
                    addIfBlank(field.doc(), schema.getName() + "." + field.name(), undocumented);
                    collectUndocumented(field.schema(), undocumented);
                }
            }
            default -> {
                // Primitive types say nothing of their own.
            }
        }
    }

    private static void addIfBlank(String doc, String name, List<String> undocumented) {
        if (doc == null || doc.isBlank()) {
            undocumented.add(name);
        }
    }

    /** A release's schemas by name; its files refer to each other, so they are parsed together. */
    private static Map<String, Schema> parse(Path release) throws IOException {
        Schema.Parser parser = new Schema.Parser();
        Map<String, Schema> schemas = new TreeMap<>();
        for (String name : List.of("ClickEvent", "UserProfile", "PurchaseIntent", "UserRequest", "UserReceipt")) {
            schemas.put(name, parser.parse(Files.readString(release.resolve(name + ".avsc"))));
        }
        return schemas;
    }

    private static List<Path> schemaFiles(Path release) throws IOException {
        try (Stream<Path> files = Files.list(release)) {
            return files.sorted().toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
