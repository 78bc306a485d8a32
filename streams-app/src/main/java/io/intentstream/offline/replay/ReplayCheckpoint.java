package io.intentstream.offline.replay;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.intentstream.files.FileTree;
import io.intentstream.files.FolderLock;
import io.intentstream.files.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A replay's checkpoint, a temporary folder: the shards of events, which of them are done, and which replay they belong to.
 * Each note is a file that is complete or does not exist. One replay has the folder at a time, until it closes this or its
 * process ends.
 */
public final class ReplayCheckpoint implements AutoCloseable {
    private static final String NAME = ".replay";
    private static final String JOB = "job.json";
    private static final String SHARDS = "shards.json";
    private static final String LOCK = "lock";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final Job job;
    private final FolderLock lock;

    private ReplayCheckpoint(Path folder, Job job, FolderLock lock) {
        this.folder = folder;
        this.job = job;
        this.lock = lock;
    }

    /**
     * Identifies a replay; only the same replay can resume.
     *
     * @param recording identity of the recording
     * @param order the order of a user's events, in words
     * @param model the bundle's fingerprint
     * @param engine the engine's settings
     * @param output where results go, in words
     * @param time what is written besides profiles and intents, in words, with the definitions' fingerprint
     * @param shards number of shards
     */
    public record Job(
            List<String> recording, String order, String model, String engine, String output, String time, int shards) {

        public Job {
            // Null in the checkpoint of an older release.
            time = time == null ? "nothing" : time;
        }

        /** The same job with another's number of shards. */
        Job withShardsOf(Job other) {
            return new Job(recording, order, model, engine, output, time, other.shards);
        }

        /** How this job differs from the one that was begun, in words. */
        String differences(Job begun) {
            List<String> found = new ArrayList<>();
            difference(found, "what is read", String.join(", ", begun.recording), String.join(", ", recording));
            difference(found, "the order", begun.order, order);
            difference(found, "the model", begun.model, model);
            difference(found, "the engine's settings", begun.engine, engine);
            difference(found, "the output", begun.output, output);
            difference(found, "what is written besides", begun.time, time);
            return String.join("; ", found);
        }

        private static void difference(List<String> found, String what, String before, String now) {
            if (!before.equals(now)) {
                found.add(what + " (" + before + " before, " + now + " now)");
            }
        }
    }

    /**
     * Opens a folder for a new replay. A replay that ended before everything was read cannot resume, so it is replaced.
     *
     * @param parent where the results go; it is created if it does not exist
     * @throws ReplayException when an unfinished replay is there, or another one is running
     */
    public static ReplayCheckpoint begin(Path parent, Job job) {
        return begin(parent, job, begun -> false);
    }

    /**
     * As {@link #begin}, for work that is never resumed: it replaces work with the same output that was killed.
     */
    public static ReplayCheckpoint beginAgain(Path parent, Job job) {
        return begin(parent, job, begun -> begun.output.equals(job.output));
    }

    private static ReplayCheckpoint begin(Path parent, Job job, Predicate<Job> replaceable) {
        Path folder = parent.resolve(NAME);
        ReplayCheckpoint work = new ReplayCheckpoint(folder, job, lock(parent));
        try {
            Optional<Job> begun = read(folder, JOB, Job.class);
            if (begun.isPresent() && !replaceable.test(begun.get()) && Files.exists(folder.resolve(SHARDS))) {
                throw new ReplayException(
                        "A replay into " + parent
                                + " was begun and not finished: add --resume to continue it, or delete the folder to start again");
            }
            work.clear();
            work.write(JOB, job);
            return work;
        } catch (RuntimeException e) {
            work.close();
            throw e;
        }
    }

    /**
     * Opens the folder of a replay that was stopped.
     *
     * @throws ReplayException when there is none, it was another replay, or it is running
     */
    public static ReplayCheckpoint resume(Path parent, Job job) {
        Path folder = parent.resolve(NAME);
        Job begun = read(folder, JOB, Job.class)
                .orElseThrow(() -> new ReplayException(
                        "There is no unfinished replay in " + parent + " to resume: leave out --resume"));
        if (!job.withShardsOf(begun).equals(begun)) {
            throw new ReplayException("The replay that was begun in " + parent + " was another one. They differ in "
                    + job.differences(begun)
                    + ". Repeat the command that began it, or delete the folder to start again");
        }
        return new ReplayCheckpoint(folder, begun, lock(parent));
    }

    private static FolderLock lock(Path parent) {
        Path folder = parent.resolve(NAME);
        try {
            return FolderLock.tryTake(folder.resolve(LOCK))
                    .orElseThrow(() -> new ReplayException("Another replay is writing into " + parent
                            + ": wait until it ends, or name another --out"));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Releases the folder for another replay. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    int shardCount() {
        return job.shards();
    }

    Path folder() {
        return folder;
    }

    Path shard(int shard) {
        return folder.resolve("shard-%05d.events".formatted(shard));
    }

    /** The shards; empty until everything has been read. */
    Optional<EventShards> shards() {
        return read(folder, SHARDS, EventShards.class);
    }

    void markRead(EventShards shards) {
        write(SHARDS, shards);
    }

    /** The counts of a shard that is done; otherwise empty. */
    Optional<ReplayCounts> done(int shard) {
        return read(folder, doneName(shard), ReplayCounts.class);
    }

    /** The counts of a shard whose results are being made final and may be; otherwise empty. */
    Optional<ReplayCounts> finishing(int shard) {
        return read(folder, finishingName(shard), ReplayCounts.class);
    }

    /** Must be called before a shard's results are made final: after a crash, this note says that they may be final. */
    void markFinishing(int shard, ReplayCounts counts) {
        write(finishingName(shard), counts);
    }

    /** Marks a shard that was {@link #finishing} as done. */
    void markDone(int shard) {
        try {
            Files.move(
                    folder.resolve(finishingName(shard)),
                    folder.resolve(doneName(shard)),
                    StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(shard(shard));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static String finishingName(int shard) {
        return "finishing-%05d.json".formatted(shard);
    }

    private static String doneName(int shard) {
        return "done-%05d.json".formatted(shard);
    }

    /** Deletes the folder. */
    public void delete() {
        clear();
        close();
        try {
            Files.delete(folder.resolve(LOCK));
            Files.delete(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Deletes everything except the lock; the job first, so that a partly deleted folder cannot be resumed. */
    private void clear() {
        try {
            Files.deleteIfExists(folder.resolve(JOB));
            FileTree.delete(folder, file -> folder.resolve(LOCK).startsWith(file));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private void write(String name, Object note) {
        try {
            StagedFile staged = new StagedFile(folder.resolve(name));
            JSON.writeValue(staged.path().toFile(), note);
            staged.publish();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static <T> Optional<T> read(Path folder, String name, Class<T> type) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), type));
        } catch (JacksonException e) {
            throw new ReplayException(
                    file + " is damaged (" + e.getOriginalMessage() + "): delete " + folder + " and start again", e);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    static ReplayException unusable(Path folder, IOException e) {
        return new ReplayException(
                folder + " can't be used (" + e + "): make room there, check its permissions, or name another --out",
                e);
    }
}
