package io.intentstream.offline.replay;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A replay's temporary folder and its checkpoint: the shards of events, what is done, and what it belongs to. A note is
 * written beside its place and moved, so it is there whole or not at all. One replay has it at a time, until it is closed
 * or its process ends.
 */
public final class ReplayCheckpoint implements AutoCloseable {
    private static final String NAME = ".replay";
    private static final String JOB = "job.json";
    private static final String SPILL = "spill.json";
    private static final String LOCK = "lock";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final Job job;
    private final FileChannel lock;

    private ReplayCheckpoint(Path folder, Job job, FileChannel lock) {
        this.folder = folder;
        this.job = job;
        this.lock = lock;
    }

    /**
     * What a replay is of; only the same one can go on.
     *
     * @param recording what is read
     * @param order the order of a user's events, in words
     * @param model the bundle's fingerprint
     * @param engine the engine's settings
     * @param output where results go, in words
     * @param shards into how many shards users are dealt
     */
    public record Job(List<String> recording, String order, String model, String engine, String output, int shards) {

        /** The same with as many shards as another. */
        Job withShardsOf(Job other) {
            return new Job(recording, order, model, engine, output, other.shards);
        }

        /** In what it differs from the one that was begun, in words. */
        String differences(Job begun) {
            List<String> found = new ArrayList<>();
            difference(found, "what is read", String.join(", ", begun.recording), String.join(", ", recording));
            difference(found, "the order", begun.order, order);
            difference(found, "the model", begun.model, model);
            difference(found, "the engine's settings", begun.engine, engine);
            difference(found, "the output", begun.output, output);
            return String.join("; ", found);
        }

        private static void difference(List<String> found, String what, String before, String now) {
            if (!before.equals(now)) {
                found.add(what + " (" + before + " before, " + now + " now)");
            }
        }
    }

    /**
     * A folder for a new replay. One that ended before everything was read left nothing to go on from: the new one takes
     * its place.
     *
     * @param parent where its results go, made if it does not exist
     * @throws ReplayException when a replay was begun there and not finished, or is under way
     */
    public static ReplayCheckpoint begin(Path parent, Job job) {
        return begin(parent, job, begun -> false);
    }

    /**
     * As {@link #begin}, for work that nobody goes on with: it takes the place of one with the same output that was killed.
     */
    public static ReplayCheckpoint beginAnew(Path parent, Job job) {
        return begin(parent, job, begun -> begun.output.equals(job.output));
    }

    private static ReplayCheckpoint begin(Path parent, Job job, Predicate<Job> replaceable) {
        Path folder = parent.resolve(NAME);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        ReplayCheckpoint work = new ReplayCheckpoint(folder, job, lock(parent));
        try {
            Optional<Job> begun = read(folder, JOB, Job.class);
            if (begun.isPresent() && !replaceable.test(begun.get()) && Files.exists(folder.resolve(SPILL))) {
                throw new ReplayException("A replay into " + parent
                        + " was begun and not finished: add --resume to go on with it, or delete the folder to start"
                        + " anew");
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
     * The folder of a replay that was stopped.
     *
     * @throws ReplayException when there is none, it was of something else, or it is under way
     */
    public static ReplayCheckpoint resume(Path parent, Job job) {
        Path folder = parent.resolve(NAME);
        Job begun = read(folder, JOB, Job.class)
                .orElseThrow(() -> new ReplayException(
                        "There is no unfinished replay in " + parent + " to resume: leave out --resume"));
        if (!job.withShardsOf(begun).equals(begun)) {
            throw new ReplayException(
                    "The replay that was begun in " + parent + " was another. They differ in " + job.differences(begun)
                            + ". Repeat the command that began it, or delete the folder to start anew");
        }
        return new ReplayCheckpoint(folder, begun, lock(parent));
    }

    /** The lock of an open channel ends with its process, however that ends. */
    private static FileChannel lock(Path parent) {
        Path folder = parent.resolve(NAME);
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another replay of this process has it.
        } catch (IOException e) {
            closeQuietly(channel);
            throw unusable(folder, e);
        }
        closeQuietly(channel);
        throw new ReplayException(
                "Another replay is writing into " + parent + ": wait until it ends, or name another --out");
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It was opened for its lock alone; nothing was written.
        }
    }

    /** Lets another replay have the folder. */
    @Override
    public void close() {
        closeQuietly(lock);
    }

    int shards() {
        return job.shards();
    }

    Path folder() {
        return folder;
    }

    Path shard(int shard) {
        return folder.resolve("shard-%05d.events".formatted(shard));
    }

    /** What was read, once everything has been. */
    Optional<EventShards> spill() {
        return read(folder, SPILL, EventShards.class);
    }

    void markSpilled(EventShards spill) {
        write(SPILL, spill);
    }

    /** What became of a shard's events, once it is done. */
    Optional<ReplayCounts> done(int shard) {
        return read(folder, doneName(shard), ReplayCounts.class);
    }

    /** What became of a shard's events, once its results are being made final. */
    Optional<ReplayCounts> finishing(int shard) {
        return read(folder, finishingName(shard), ReplayCounts.class);
    }

    /** Comes before a shard's results are made final: whoever finds this note and no other knows that they may be. */
    void markFinishing(int shard, ReplayCounts counts) {
        write(finishingName(shard), counts);
    }

    /** A shard that was {@link #finishing} is done. */
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

    /** Deletes all but the lock; the job first, without which nobody believes what is left if this is cut short. */
    private void clear() {
        try {
            Files.deleteIfExists(folder.resolve(JOB));
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (!file.equals(folder) && !file.equals(folder.resolve(LOCK))) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private void write(String name, Object note) {
        try {
            Path staged = folder.resolve(name + ".new");
            JSON.writeValue(staged.toFile(), note);
            Files.move(staged, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
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
                    file + " is damaged (" + e.getOriginalMessage() + "): delete " + folder + " and start anew", e);
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
