package io.intentstream.offline.replay;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserChange;
import io.intentstream.files.StagedFile;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.UserProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Writes results as files, {@code KIND/part-N}: {@code intents} with one record for each scored event, and what else is written
 * in folders of its own. A user's records are in order and all in one part. A part appears once it is complete; when its shard
 * is written again, it has the same bytes.
 */
public final class FileResults implements ResultSink {

    /** The kinds of results. */
    public enum Kind {
        INTENTS("intents", PurchaseIntent.SCHEMA$),
        PROFILES("profiles", UserProfile.SCHEMA$),
        AUDIENCE_EVENTS("audience-events", AudienceEvent.SCHEMA$),
        SESSION_OUTCOMES("session-outcomes", SessionOutcome.SCHEMA$),
        RECOMMENDATIONS("recommendations", Recommendations.SCHEMA$);

        private final String folder;
        private final Schema schema;

        Kind(String folder, Schema schema) {
            this.folder = folder;
            this.schema = schema;
        }

        /** The name of its folder in the folder of results. */
        public String folder() {
            return folder;
        }
    }

    private final Path folder;
    private final ResultFormat format;
    private final Set<Kind> kinds;

    /**
     * @param folder is created if it does not exist
     * @param profiles whether profiles are written besides intents
     */
    public FileResults(Path folder, ResultFormat format, boolean profiles) {
        this(folder, format, profiles, FurtherOutputs.NONE);
    }

    /**
     * @param folder is created if it does not exist
     * @param profiles whether profiles are written besides intents
     * @param further what else is written
     */
    public FileResults(Path folder, ResultFormat format, boolean profiles, FurtherOutputs further) {
        this.folder = folder;
        this.format = format;
        this.kinds = kinds(profiles, further);
        try {
            for (Kind kind : kinds) {
                Files.createDirectories(folder.resolve(kind.folder));
            }
        } catch (IOException e) {
            throw ReplayCheckpoint.unusable(folder, e);
        }
    }

    private static Set<Kind> kinds(boolean profiles, FurtherOutputs further) {
        Set<Kind> kinds = EnumSet.of(Kind.INTENTS);
        if (profiles) {
            kinds.add(Kind.PROFILES);
        }
        if (further.hasAudiences()) {
            kinds.add(Kind.AUDIENCE_EVENTS);
        }
        if (further.sessionOutcomes()) {
            kinds.add(Kind.SESSION_OUTCOMES);
        }
        if (further.recommendations().isPresent()) {
            kinds.add(Kind.RECOMMENDATIONS);
        }
        return kinds;
    }

    /**
     * Makes sure that a folder holds no results yet: the results of two replays could not be distinguished afterwards.
     *
     * @throws ReplayException when it does
     */
    public static void requireNone(Path folder) {
        for (Kind kind : Kind.values()) {
            Path parts = folder.resolve(kind.folder);
            try (Stream<Path> files = Files.isDirectory(parts) ? Files.list(parts) : Stream.empty()) {
                if (files.anyMatch(file -> !file.getFileName().toString().startsWith("."))) {
                    throw new ReplayException(parts + " holds results already: delete them, or name another --out");
                }
            } catch (IOException e) {
                throw ReplayCheckpoint.unusable(folder, e);
            }
        }
    }

    /** The folders written to. */
    public List<Path> folders() {
        return kinds.stream().map(kind -> folder.resolve(kind.folder)).toList();
    }

    @Override
    public boolean takesProfiles() {
        return kinds.contains(Kind.PROFILES);
    }

    @Override
    public ShardResults open(int shard) {
        Map<Kind, PartFile> parts = new EnumMap<>(Kind.class);
        try {
            for (Kind kind : kinds) {
                Path target = folder.resolve(kind.folder).resolve("part-%05d.%s".formatted(shard, format.id()));
                parts.put(kind, new PartFile(target, format, kind.schema));
            }
            return new PartFiles(parts);
        } catch (IOException e) {
            throw ReplayCheckpoint.unusable(folder, e);
        }
    }

    private final class PartFiles implements ShardResults {
        private final Map<Kind, PartFile> parts;

        PartFiles(Map<Kind, PartFile> parts) {
            this.parts = parts;
        }

        @Override
        public void accept(ClickEvent event, Outcome.Scored result) {
            write(Kind.INTENTS, result.intent().record());
            if (takesProfiles()) {
                write(Kind.PROFILES, result.profile());
            }
            accept(event.getUserId(), result.changes());
        }

        @Override
        public void accept(String userId, List<UserChange> changes) {
            for (UserChange change : changes) {
                if (change instanceof UserChange.AudienceChange member) {
                    write(Kind.AUDIENCE_EVENTS, member.record());
                } else if (change instanceof UserChange.SessionEnded session) {
                    write(Kind.SESSION_OUTCOMES, session.record());
                } else if (change instanceof UserChange.Recommended list) {
                    write(Kind.RECOMMENDATIONS, list.record());
                }
            }
        }

        private void write(Kind kind, EncodedRecord<?> record) {
            try {
                parts.get(kind).out.write(record);
            } catch (IOException e) {
                throw ReplayCheckpoint.unusable(folder, e);
            }
        }

        @Override
        public void finish() {
            try {
                for (PartFile part : parts.values()) {
                    part.finish();
                }
            } catch (IOException e) {
                throw ReplayCheckpoint.unusable(folder, e);
            }
        }

        @Override
        public void close() {
            try {
                for (PartFile part : parts.values()) {
                    part.close();
                }
            } catch (IOException e) {
                throw ReplayCheckpoint.unusable(folder, e);
            }
        }
    }

    /** A file that is being written. */
    private static final class PartFile {
        private final StagedFile file;
        private final ResultWriter out;

        PartFile(Path target, ResultFormat format, Schema schema) throws IOException {
            this.file = new StagedFile(target);
            this.out = format.write(file.path(), schema);
        }

        void finish() throws IOException {
            out.close();
            file.publish();
        }

        void close() throws IOException {
            if (Files.exists(file.path())) {
                out.close();
                Files.delete(file.path());
            }
        }
    }
}
