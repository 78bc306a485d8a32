package io.intentstream.offline.replay;

import io.intentstream.core.engine.Outcome;
import io.intentstream.files.StagedFile;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes results as files, {@code intents/part-N} and optionally {@code profiles/part-N}: one record for each scored event.
 * A user's records are in order and all in one part. A part appears once it is complete; when its shard is written again, it
 * has the same bytes.
 */
public final class FileResults implements ResultSink {
    /** The folder of intents in the folder of results. */
    public static final String INTENTS = "intents";
    /** The folder of profiles in the folder of results. */
    public static final String PROFILES = "profiles";

    private final Path folder;
    private final ResultFormat format;
    private final List<String> kinds;

    /**
     * @param folder is created if it does not exist
     * @param profiles whether profiles are written besides intents
     */
    public FileResults(Path folder, ResultFormat format, boolean profiles) {
        this.folder = folder;
        this.format = format;
        this.kinds = profiles ? List.of(INTENTS, PROFILES) : List.of(INTENTS);
        try {
            for (String kind : kinds) {
                Files.createDirectories(folder.resolve(kind));
            }
        } catch (IOException e) {
            throw ReplayCheckpoint.unusable(folder, e);
        }
    }

    /**
     * Makes sure that a folder holds no results yet: the results of two replays could not be distinguished afterwards.
     *
     * @throws ReplayException when it does
     */
    public static void requireNone(Path folder) {
        for (String kind : List.of(INTENTS, PROFILES)) {
            Path parts = folder.resolve(kind);
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
        return kinds.stream().map(folder::resolve).toList();
    }

    @Override
    public boolean takesProfiles() {
        return kinds.contains(PROFILES);
    }

    @Override
    public ShardResults open(int shard) {
        try {
            PartFile intents = part(INTENTS, shard, PurchaseIntent.SCHEMA$);
            return new PartFiles(intents, takesProfiles() ? part(PROFILES, shard, UserProfile.SCHEMA$) : null);
        } catch (IOException e) {
            throw ReplayCheckpoint.unusable(folder, e);
        }
    }

    private PartFile part(String kind, int shard, Schema schema) throws IOException {
        return new PartFile(folder.resolve(kind).resolve("part-%05d.%s".formatted(shard, format.id())), format, schema);
    }

    private final class PartFiles implements ShardResults {
        private final PartFile intents;
        private final @Nullable PartFile profiles;

        PartFiles(PartFile intents, @Nullable PartFile profiles) {
            this.intents = intents;
            this.profiles = profiles;
        }

        @Override
        public void accept(ClickEvent event, Outcome.Scored result) {
            try {
                intents.out.write(result.intent().record());
                if (profiles != null) {
                    profiles.out.write(result.profile());
                }
            } catch (IOException e) {
                throw ReplayCheckpoint.unusable(folder, e);
            }
        }

        private List<PartFile> all() {
            return profiles == null ? List.of(intents) : List.of(intents, profiles);
        }

        @Override
        public void finish() {
            try {
                for (PartFile part : all()) {
                    part.finish();
                }
            } catch (IOException e) {
                throw ReplayCheckpoint.unusable(folder, e);
            }
        }

        @Override
        public void close() {
            try {
                for (PartFile part : all()) {
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
