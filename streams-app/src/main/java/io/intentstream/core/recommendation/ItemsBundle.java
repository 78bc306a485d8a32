package io.intentstream.core.recommendation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A folder that holds what is known of products: {@code manifest.json}, {@code items.bin} (the tables) and {@code
 * associations.jsonl} (one rule a line) for the engine; {@code metrics.json} and {@code MODEL_CARD.md} for people.
 * Everything is checked before it is used. Immutable, and shared by all threads.
 *
 * @param manifest what the bundle says of itself
 * @param fingerprint first 8 bytes of the SHA-256 of manifest and tables
 * @param tables products and categories
 */
public record ItemsBundle(ItemsManifest manifest, long fingerprint, ItemTables tables) {
    /** File name of the manifest. */
    public static final String MANIFEST = "manifest.json";

    /** File name of the tables. */
    public static final String TABLES = "items.bin";

    /** File name of the associations. */
    public static final String ASSOCIATIONS = "associations.jsonl";

    /** Fewest users behind a pair for tables that serve users. */
    public static final int FEWEST_USERS = 3;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** The fingerprint as it is in records: 16 hex digits. */
    public String fingerprintHex() {
        return String.format("%016x", fingerprint);
    }

    /** Whether the folder is an items bundle, rather than one of another kind. */
    public static boolean isItems(Path folder) {
        try {
            return JSON.readTree(folder.resolve(MANIFEST).toFile())
                    .path("kind")
                    .asText()
                    .equals(ItemsManifest.KIND);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Loads a bundle.
     *
     * @param folder the bundle's folder
     * @throws ItemsBundleException when it is of another kind, or a file is missing or damaged
     */
    public static ItemsBundle load(Path folder) {
        byte[] manifestBytes = read(folder, MANIFEST);
        ItemsManifest manifest = manifest(folder.resolve(MANIFEST), manifestBytes);
        byte[] tableBytes = read(folder, TABLES);
        requireUndamaged(folder.resolve(TABLES), sha256(tableBytes), "tablesSha256", manifest.tablesSha256());
        ItemTables tables = ItemsFile.parse(folder.resolve(TABLES), tableBytes);
        return new ItemsBundle(manifest, fingerprint(manifestBytes, tableBytes), tables);
    }

    /**
     * Loads a bundle that is to serve users.
     *
     * @param maxBytes most memory that its tables may take
     * @throws ItemsBundleException also when the tables are larger, or tell of pairs that fewer than {@value #FEWEST_USERS} users
     *     made
     */
    public static ItemsBundle serving(Path folder, long maxBytes) {
        Path manifestFile = folder.resolve(MANIFEST);
        ItemsManifest manifest = manifest(manifestFile, read(folder, MANIFEST));
        if (manifest.minUsers() < FEWEST_USERS) {
            throw new ItemsBundleException(
                    manifestFile,
                    "has minUsers = " + manifest.minUsers() + ": its lists would tell what a single user did",
                    "Train it with --min-users 3.");
        }
        Path tablesFile = folder.resolve(TABLES);
        if (Files.exists(tablesFile) && tablesFile.toFile().length() > maxBytes) {
            throw new ItemsBundleException(
                    tablesFile,
                    String.format(
                            "has %,d bytes for %,d products, and items.max.bytes allows %,d of memory",
                            tablesFile.toFile().length(), manifest.items(), maxBytes),
                    "Raise items.max.bytes and the heap, or train it with a smaller --max-items or --neighbours.");
        }
        ItemsBundle bundle = load(folder);
        requireManyUsers(tablesFile, bundle.tables());
        long bytes = bytes(bundle.tables());
        if (bytes > maxBytes) {
            throw new ItemsBundleException(
                    folder.resolve(TABLES),
                    String.format(
                            "takes %,d bytes of memory, and items.max.bytes allows %,d: it has %,d products and %,d pairs",
                            bytes,
                            maxBytes,
                            bundle.tables().items(),
                            bundle.tables().related(RelatedKind.ALSO_VIEWED).entries()),
                    String.format(
                            "Raise items.max.bytes and the heap, or train it with --max-items %d.",
                            Math.max(1, bundle.tables().items() * maxBytes / bytes)));
        }
        return bundle;
    }

    /** The manifest's word is not enough: it can be edited. */
    private static void requireManyUsers(Path file, ItemTables tables) {
        for (int item = 0; item < tables.items(); item++) {
            if (tables.users(item) < FEWEST_USERS) {
                throw new ItemsBundleException(
                        file,
                        "has the product '" + tables.itemId(item) + "' of " + tables.users(item)
                                + " users: its lists would tell what a single user did",
                        "Train it with --min-users 3.");
            }
        }
    }

    /** About how much memory tables take, in bytes. */
    public static long bytes(ItemTables tables) {
        long bytes = 0;
        for (int i = 0; i < tables.items(); i++) {
            bytes += 56 + tables.itemId(i).length() + 5 * Integer.BYTES + 4 * Integer.BYTES;
        }
        return bytes
                + (long) RankedLists.ENTRY_BYTES
                        * (tables.related(RelatedKind.ALSO_VIEWED).entries()
                                + tables.related(RelatedKind.ALSO_BOUGHT).entries()
                                + tables.bestsellers().entries()
                                + tables.transitions().entries());
    }

    /**
     * Reads a bundle's associations, in their order.
     *
     * @throws ItemsBundleException when a file is missing or damaged
     */
    public static List<Association> associations(Path folder) {
        return associations(folder, association -> true);
    }

    /**
     * Reads some of a bundle's associations, in their order. Memory is needed for these alone.
     *
     * @param wanted which ones
     * @throws ItemsBundleException when a file is missing or damaged
     */
    public static List<Association> associations(Path folder, Predicate<Association> wanted) {
        ItemsManifest manifest = manifest(folder.resolve(MANIFEST), read(folder, MANIFEST));
        Path file = folder.resolve(ASSOCIATIONS);
        List<Association> associations = new ArrayList<>();
        MessageDigest digest = digest();
        int number = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new DigestInputStream(Files.newInputStream(file), digest), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                number++;
                Association association = JSON.readValue(line, Association.class);
                if (wanted.test(association)) {
                    associations.add(association);
                }
            }
        } catch (JsonProcessingException e) {
            throw new ItemsBundleException(
                    file,
                    "has a line " + number + " that is no association: " + e.getOriginalMessage(),
                    "Copy the whole bundle again, use the release that trained it, or train it again.",
                    e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        requireUndamaged(
                file, HexFormat.of().formatHex(digest.digest()), "associationsSha256", manifest.associationsSha256());
        return associations;
    }

    /**
     * Writes a bundle's files for the engine. The manifest's checksums are set.
     *
     * @param folder exists already
     * @return the manifest as written
     */
    public static ItemsManifest write(
            Path folder, ItemsManifest manifest, ItemTables tables, List<Association> associations) throws IOException {
        byte[] tableBytes = ItemsFile.toBytes(tables);
        ByteArrayOutputStream rules = new ByteArrayOutputStream();
        for (Association association : associations) {
            rules.write(JSON.writeValueAsBytes(association));
            rules.write('\n');
        }
        ItemsManifest checked = manifest.withChecksums(sha256(tableBytes), sha256(rules.toByteArray()));
        Files.write(folder.resolve(TABLES), tableBytes);
        Files.write(folder.resolve(ASSOCIATIONS), rules.toByteArray());
        Files.write(folder.resolve(MANIFEST), manifestJson(checked));
        return checked;
    }

    /** A bundle in memory, with a fingerprint of the manifest alone. */
    public static ItemsBundle of(ItemsManifest manifest, ItemTables tables) {
        return new ItemsBundle(manifest, fingerprint(manifestJson(manifest), new byte[0]), tables);
    }

    private static byte[] manifestJson(ItemsManifest manifest) {
        try {
            return (JSON.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(manifest) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ItemsManifest manifest(Path file, byte[] content) {
        try {
            JsonNode tree = JSON.readTree(content);
            String kind = tree.path("kind").asText("intent");
            if (!kind.equals(ItemsManifest.KIND)) {
                throw new ItemsBundleException(
                        file,
                        "is the manifest of a bundle of kind " + kind,
                        "Name a bundle that train-items wrote, such as model-artifacts/shop-items/1.");
            }
            ItemsManifest manifest = JSON.treeToValue(tree, ItemsManifest.class);
            check(file, manifest);
            return manifest;
        } catch (JsonProcessingException e) {
            throw new ItemsBundleException(
                    file, "is not a manifest of an items bundle: " + e.getOriginalMessage(), "Correct the file.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Path file, ItemsManifest manifest) {
        require(manifest.name() != null && !manifest.name().isBlank(), file, "name", manifest.name(), "a text");
        require(
                manifest.version() != null && !manifest.version().isBlank(),
                file,
                "version",
                manifest.version(),
                "a text");
        require(
                manifest.weights() != null && manifest.weights().isUsable(),
                file,
                "weights",
                manifest.weights(),
                "given, each a number of 0 or more, and not all 0");
        require(
                manifest.maxPerCategory() > 0 && manifest.maxPerCategory() <= 1,
                file,
                "maxPerCategory",
                manifest.maxPerCategory(),
                "more than 0 and at most 1");
        require(
                manifest.sessionGapSeconds() > 0,
                file,
                "sessionGapSeconds",
                manifest.sessionGapSeconds(),
                "more than 0");
    }

    private static void require(boolean holds, Path file, String key, @Nullable Object value, String expected) {
        if (!holds) {
            throw new ItemsBundleException(file, "has " + key + " = " + value, "It must be " + expected + ".");
        }
    }

    private static void requireUndamaged(Path file, String sha256, String key, String expected) {
        if (!sha256.equals(expected)) {
            throw new ItemsBundleException(
                    file,
                    "has SHA-256 " + sha256 + ", but " + key + " in " + MANIFEST + " is " + expected,
                    "The file is damaged or belongs to another version: copy the whole bundle again.");
        }
    }

    private static byte[] read(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ItemsBundleException unreadable(Path file, IOException cause) {
        return new ItemsBundleException(
                file,
                Files.exists(file) ? "cannot be read: " + cause.getMessage() : "does not exist",
                "Point to the folder of one version, such as model-artifacts/shop-items/1.",
                cause);
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    private static long fingerprint(byte[] manifest, byte[] tables) {
        MessageDigest digest = digest();
        digest.update(manifest);
        digest.update(tables);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
