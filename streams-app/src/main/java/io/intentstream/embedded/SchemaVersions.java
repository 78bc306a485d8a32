package io.intentstream.embedded;

import io.intentstream.embedded.SchemaJournal.Configured;
import io.intentstream.embedded.SchemaJournal.JournalEntry;
import io.intentstream.embedded.SchemaJournal.Registered;
import io.intentstream.files.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * The registry's content: subjects, their versions and their compatibility levels. A schema has one id in all subjects. A
 * change is written to the journal before it becomes visible. Thread-safe.
 */
final class SchemaVersions implements AutoCloseable {
    private final Map<Integer, Schema> schemas = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, List<Integer>> subjects = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private final FolderLock lock;
    private final SchemaJournal journal;
    private CompatibilityLevel globalLevel = CompatibilityLevel.BACKWARD;

    /** Opens the directory and reads the changes that it holds. */
    SchemaVersions(Path directory) throws IOException {
        lock = FolderLock.tryTake(directory.resolve(".in-use"))
                .orElseThrow(() -> EmbeddedServerException.folderInUse(directory));
        try {
            journal = SchemaJournal.open(directory.resolve("schemas.jsonl"), this::apply);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** One version of a subject. */
    record SchemaVersion(String subject, int version, int id, String schema) {}

    synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    synchronized List<SchemaVersion> versions(String subject) {
        List<Integer> ids =
                Optional.ofNullable(subjects.get(subject)).orElseThrow(() -> RegistryError.subjectNotFound(subject));
        List<SchemaVersion> versions = new ArrayList<>();
        for (int id : ids) {
            versions.add(new SchemaVersion(subject, versions.size() + 1, id, schema(id)));
        }
        return versions;
    }

    synchronized String schema(int id) {
        return Optional.ofNullable(schemas.get(id))
                .orElseThrow(() -> RegistryError.schemaNotFound(id))
                .toString();
    }

    /** Every place where a schema is used. */
    synchronized List<SchemaVersion> usesOf(int id) {
        schema(id);
        return subjects.keySet().stream()
                .flatMap(subject -> versions(subject).stream())
                .filter(version -> version.id() == id)
                .toList();
    }

    synchronized SchemaVersion lookUp(String subject, String schema) {
        String text = parse(schema).toString();
        return versions(subject).stream()
                .filter(version -> version.schema().equals(text))
                .findFirst()
                .orElseThrow(() -> RegistryError.schemaNotFound("of this text"));
    }

    /** Registers a schema as the subject's latest version, unless it has it already; returns the schema's id. */
    synchronized int register(String subject, String schema) {
        Schema parsed = parse(schema);
        Integer known = ids.get(parsed.toString());
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        if (known != null && versions.contains(known)) {
            return known;
        }
        objection(parsed, subject, versions).ifPresent(why -> {
            throw new RegistryError(
                    409,
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject + "\": "
                            + why);
        });
        int id = known != null ? known : schemas.size() + 1;
        change(new Registered(subject, id, parsed.toString()));
        return id;
    }

    /** Why a schema is incompatible with some versions of a subject; empty when it is compatible. */
    synchronized Optional<String> objection(String subject, String schema, List<SchemaVersion> versions) {
        return objection(
                parse(schema), subject, versions.stream().map(SchemaVersion::id).toList());
    }

    private Optional<String> objection(Schema candidate, String subject, List<Integer> versions) {
        return level(subject)
                .orElse(globalLevel)
                .objection(candidate, versions.stream().map(schemas::get).toList());
    }

    synchronized CompatibilityLevel globalLevel() {
        return globalLevel;
    }

    synchronized Optional<CompatibilityLevel> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    /** Sets a level, or resets it. */
    synchronized void configure(Configured configured) {
        change(configured);
    }

    private void change(JournalEntry change) {
        try {
            journal.append(change);
        } catch (IOException e) {
            throw new UncheckedIOException("The schema registry cannot write its file", e);
        }
        apply(change);
    }

    private void apply(JournalEntry change) {
        if (change instanceof Registered registered) {
            ids.put(registered.schema(), registered.id());
            schemas.computeIfAbsent(registered.id(), id -> parse(registered.schema()));
            subjects.computeIfAbsent(registered.subject(), subject -> new ArrayList<>())
                    .add(registered.id());
        } else if (change instanceof Configured configured) {
            apply(configured);
        }
    }

    private void apply(Configured configured) {
        CompatibilityLevel level = configured.level();
        if (configured.subject() == null) {
            globalLevel = level == null ? CompatibilityLevel.BACKWARD : level;
        } else if (level == null) {
            levels.remove(configured.subject());
        } else {
            levels.put(configured.subject(), level);
        }
    }

    private static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw RegistryError.invalidSchema(e.getMessage());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
        lock.close();
    }
}
