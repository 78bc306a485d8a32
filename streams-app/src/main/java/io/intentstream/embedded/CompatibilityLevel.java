package io.intentstream.embedded;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What a subject requires of a new schema version, as Confluent's registry defines it. */
enum CompatibilityLevel {
    /** Nothing. */
    NONE,
    /** It can read data of the latest version. */
    BACKWARD,
    /** It can read data of all versions. */
    BACKWARD_TRANSITIVE,
    /** The latest version can read its data. */
    FORWARD,
    /** All versions can read its data. */
    FORWARD_TRANSITIVE,
    /** Both directions, with the latest version. */
    FULL,
    /** Both directions, with all versions. */
    FULL_TRANSITIVE;

    /**
     * Why a schema is incompatible with a subject's versions.
     *
     * @param versions of the subject, oldest first
     * @return empty when it is compatible
     */
    Optional<String> objection(Schema candidate, List<Schema> versions) {
        if (this == NONE || versions.isEmpty()) {
            return Optional.empty();
        }
        boolean transitive = name().endsWith("_TRANSITIVE");
        return (transitive ? versions : versions.subList(versions.size() - 1, versions.size()))
                .stream()
                        .flatMap(version -> readings(candidate, version).stream())
                        .findFirst();
    }

    private List<String> readings(Schema candidate, Schema version) {
        BiFunction<Schema, Schema, Optional<String>> reads = CompatibilityLevel::whyUnreadable;
        Optional<String> backward = name().startsWith("FORWARD") ? Optional.empty() : reads.apply(candidate, version);
        Optional<String> forward = name().startsWith("BACKWARD") ? Optional.empty() : reads.apply(version, candidate);
        return backward.or(() -> forward).stream().toList();
    }

    private static Optional<String> whyUnreadable(Schema reader, Schema writer) {
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
            return Optional.empty();
        }
        return pair.getResult().getIncompatibilities().stream()
                .findFirst()
                .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage());
    }
}
