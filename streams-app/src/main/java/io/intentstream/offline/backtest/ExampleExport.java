package io.intentstream.offline.backtest;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.backtest.UserHistory.EventOutcome;
import io.intentstream.offline.replay.ReplayException;
import io.intentstream.offline.training.data.ExampleTable;
import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes sessions as examples: the features are those that the engine computed when the event arrived, from what had
 * arrived before it; the labels come from what followed. A session whose outcome the recording cuts off is left out whole.
 */
public final class ExampleExport implements UserHistories.HistoryReader {
    private static final long LOTS = 1_000_000;

    private final Path folder;
    private final ExampleTable table;
    private final ExamplePartition partition;
    private final double keptNegatives;
    private final Map<ExamplesPart, Counts> counts = new EnumMap<>(ExamplesPart.class);
    private long unknown;
    private long onBorder;
    private long tooLate;

    /**
     * @param folder where the parts' folders are made
     * @param partition decides on the parts
     * @param keptNegatives part of the training sessions without a positive event to keep, by lot; more than 0, at most 1
     */
    public ExampleExport(Path folder, ExampleTable table, ExamplePartition partition, double keptNegatives) {
        this.folder = folder;
        this.table = table;
        this.partition = partition;
        this.keptNegatives = keptNegatives;
        for (ExamplesPart part : ExamplesPart.values()) {
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
    public Counts counts(ExamplesPart part) {
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
        try (ExampleFiles files = new ExampleFiles(shard)) {
            for (UserHistory user : users) {
                for (int from = 0, to; from < user.events().size(); from = to) {
                    to = from + 1;
                    while (to < user.events().size() && !user.startsSession(to)) {
                        to++;
                    }
                    export(user, from, to, files);
                }
            }
        } catch (IOException e) {
            throw new ReplayException(folder + " can't be written (" + e + "): make room, or name another --out", e);
        }
    }

    private void export(UserHistory user, int from, int to, ExampleFiles files) throws IOException {
        boolean positive = false;
        for (int i = from; i < to; i++) {
            if (user.outcomes()[i] == EventOutcome.UNKNOWN) {
                unknown++;
                return;
            }
            positive |= user.outcomes()[i] == EventOutcome.PURCHASE;
        }
        ExamplesPart part = partition.of(user, from, to - 1).orElse(null);
        if (part == null) {
            onBorder++;
            return;
        }
        boolean thinned = part == ExamplesPart.TRAINING && !positive && keptNegatives < 1;
        if (thinned && !drawn(user, from)) {
            counts.get(part).leftOut++;
            return;
        }
        write(user, from, to, thinned ? (float) (1 / keptNegatives) : 1, part, files);
    }

    /** By lot, but the same for ever. */
    private boolean drawn(UserHistory user, int session) {
        long lot = Math.floorMod(
                WindowEvent.hash(
                        user.userId() + " " + user.events().get(session).eventId()),
                LOTS);
        return lot < keptNegatives * LOTS;
    }

    private void write(UserHistory user, int from, int to, float weight, ExamplesPart part, ExampleFiles files)
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
            int label = user.outcomes()[i] == EventOutcome.PURCHASE ? 1 : 0;
            files.of(part)
                    .add(new ExampleTable.ExampleRow(
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
    private final class ExampleFiles implements AutoCloseable {
        private final int shard;
        private final Map<ExamplesPart, ExampleTable.ExampleWriter> open = new EnumMap<>(ExamplesPart.class);

        ExampleFiles(int shard) {
            this.shard = shard;
        }

        ExampleTable.ExampleWriter of(ExamplesPart part) throws IOException {
            ExampleTable.ExampleWriter writer = open.get(part);
            if (writer == null) {
                writer = table.write(folder.resolve(part.id()).resolve("part-%05d.parquet".formatted(shard)));
                open.put(part, writer);
            }
            return writer;
        }

        @Override
        public void close() throws IOException {
            for (ExampleTable.ExampleWriter writer : open.values()) {
                writer.close();
            }
        }
    }
}
