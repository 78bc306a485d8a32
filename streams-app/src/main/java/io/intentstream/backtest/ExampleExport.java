package io.intentstream.backtest;

import io.intentstream.backtest.UserHistory.Outcome;
import io.intentstream.replay.ReplayException;
import io.intentstream.state.Click;
import io.intentstream.training.ExampleTable;
import io.intentstream.training.ExportedExamples.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes sessions as examples: the features are those that the engine computed when the event arrived, from what had
 * arrived before it; the labels come from what followed. A session whose outcome the recording cuts off is left out whole.
 */
public final class ExampleExport implements UserHistories.Reader {
    private static final long LOTS = 1_000_000;

    private final Path folder;
    private final ExampleTable table;
    private final Partition partition;
    private final double keptNegatives;
    private final Map<Part, Counts> counts = new EnumMap<>(Part.class);
    private long unknown;
    private long onBorder;
    private long tooLate;

    /**
     * @param folder where the parts' folders are made
     * @param partition decides on the parts
     * @param keptNegatives part of the training sessions without a positive event to keep, by lot; more than 0, at most 1
     */
    public ExampleExport(Path folder, ExampleTable table, Partition partition, double keptNegatives) {
        this.folder = folder;
        this.table = table;
        this.partition = partition;
        this.keptNegatives = keptNegatives;
        for (Part part : Part.values()) {
            counts.put(part, new Counts());
        }
    }

    /** What a part holds. */
    public static final class Counts {
        private long sessions;
        private long events;
        private long positives;
        private long leftOut;

        /** Sessions written. */
        public long sessions() {
            return sessions;
        }

        /** Events written. */
        public long events() {
            return events;
        }

        /** Positive events among them. */
        public long positives() {
            return positives;
        }

        /** Sessions without a positive event that were left out by lot. */
        public long leftOut() {
            return leftOut;
        }
    }

    /** What a part holds. */
    public Counts counts(Part part) {
        return counts.get(part);
    }

    /** Sessions whose outcome the recording cuts off. */
    public long unknown() {
        return unknown;
    }

    /** Sessions on a border of the parts. */
    public long onBorder() {
        return onBorder;
    }

    /** Events that came too late to be scored by themselves, which have no features. */
    public long tooLate() {
        return tooLate;
    }

    @Override
    public void shard(int shard, List<UserHistory> users) {
        try (ShardFiles files = new ShardFiles(shard)) {
            for (UserHistory user : users) {
                for (int from = 0, to; from < user.events().size(); from = to) {
                    to = from + 1;
                    while (to < user.events().size() && !user.begins(to)) {
                        to++;
                    }
                    export(user, from, to, files);
                }
            }
        } catch (IOException e) {
            throw new ReplayException(folder + " can't be written (" + e + "): make room, or name another --out", e);
        }
    }

    private void export(UserHistory user, int from, int to, ShardFiles files) throws IOException {
        boolean positive = false;
        for (int i = from; i < to; i++) {
            if (user.outcomes()[i] == Outcome.UNKNOWN) {
                unknown++;
                return;
            }
            positive |= user.outcomes()[i] == Outcome.PURCHASE;
        }
        Part part = partition.of(user, from, to - 1).orElse(null);
        if (part == null) {
            onBorder++;
            return;
        }
        boolean thinned = part == Part.TRAINING && !positive && keptNegatives < 1;
        if (thinned && !drawn(user, from)) {
            counts.get(part).leftOut++;
            return;
        }
        write(user, from, to, thinned ? (float) (1 / keptNegatives) : 1, part, files);
    }

    /** By lot, but the same for ever. */
    private boolean drawn(UserHistory user, int session) {
        long lot = Math.floorMod(
                Click.hash(user.userId() + " " + user.events().get(session).eventId()), LOTS);
        return lot < keptNegatives * LOTS;
    }

    private void write(UserHistory user, int from, int to, float weight, Part part, ShardFiles files)
            throws IOException {
        Counts count = counts.get(part);
        boolean any = false;
        for (int i = from; i < to; i++) {
            ScoredEvent event = user.events().get(i);
            if (event.features() == null) {
                tooLate++;
                continue;
            }
            any = true;
            int label = user.outcomes()[i] == Outcome.PURCHASE ? 1 : 0;
            files.of(part)
                    .add(new ExampleTable.Row(
                            user.userId(),
                            from,
                            event.eventId(),
                            event.time(),
                            event.probability(),
                            label,
                            weight,
                            event.features()));
            count.events++;
            count.positives += label;
        }
        count.sessions += any ? 1 : 0;
    }

    /** A shard's files, made when they are needed. */
    private final class ShardFiles implements AutoCloseable {
        private final int shard;
        private final Map<Part, ExampleTable.Writer> open = new EnumMap<>(Part.class);

        ShardFiles(int shard) {
            this.shard = shard;
        }

        ExampleTable.Writer of(Part part) throws IOException {
            ExampleTable.Writer writer = open.get(part);
            if (writer == null) {
                writer = table.write(folder.resolve(part.id()).resolve("part-%05d.parquet".formatted(shard)));
                open.put(part, writer);
            }
            return writer;
        }

        @Override
        public void close() throws IOException {
            for (ExampleTable.Writer writer : open.values()) {
                writer.close();
            }
        }
    }
}
