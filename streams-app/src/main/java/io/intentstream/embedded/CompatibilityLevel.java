package io.intentstream.embedded;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What a subject asks of a new version, as Confluent's registry defines it. */
enum CompatibilityLevel {
    /** Nothing. */
    NONE,
    /** It reads what was written with the latest version. */
    BACKWARD,
    /** It reads what was written with any version. */
    BACKWARD_TRANSITIVE,
    /** The latest version reads what it writes. */
    FORWARD,
    /** Every version reads what it writes. */
    FORWARD_TRANSITIVE,
    /** Both ways with the latest version. */
    FULL,
    /** Both ways with every version. */
    FULL_TRANSITIVE;

    /**
     * Why a schema does not fit behind the versions that a subject has, oldest first.
     *
     * @return absent when it fits
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
