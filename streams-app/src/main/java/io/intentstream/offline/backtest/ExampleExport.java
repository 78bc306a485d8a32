package io.intentstream.offline.backtest;

import io.intentstream.core.feature.TrainingShares;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.backtest.UserHistory.EventOutcome;
import io.intentstream.offline.replay.ReplayException;
import io.intentstream.offline.training.data.DefectTally;
import io.intentstream.offline.training.data.ExampleTable;
import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes sessions as examples. The features are those that the engine computed when the event arrived; the labels come from
 * later events. A session whose outcome lies beyond the recording is left out as a whole.
 */
public final class ExampleExport implements UserHistories.HistoryReader {
    private static final long DRAWS = 1_000_000;

    private final Path folder;
    private final ExampleTable table;
    private final ExamplePartition partition;
    private final double keptNegatives;
    private final DefectTally training;
    private final Map<ExamplesPart, Counts> counts = new EnumMap<>(ExamplesPart.class);
    private long unknown;
    private long onBorder;
    private long tooLate;

    /**
     * @param folder the parent of the parts' folders
     * @param partition assigns sessions to parts
     * @param keptNegatives share of the training sessions without a positive event that is kept randomly; more than 0, at
     *     most 1
     */
    public ExampleExport(Path folder, ExampleTable table, ExamplePartition partition, double keptNegatives) {
        this.folder = folder;
        this.table = table;
        this.partition = partition;
        this.keptNegatives = keptNegatives;
        this.training = new DefectTally(table.features());
    }

    /**
     * Counts of one part.
     *
     * @param sessions number of sessions written
     * @param events number of events written
     * @param positives number of positive events among them
     * @param leftOut number of sessions without a positive event that were left out randomly
     */
    public record Counts(long sessions, long events, long positives, long leftOut) {
        private Counts plus(Counts more) {
            return new Counts(
                    sessions + more.sessions, events + more.events, positives + more.positives, leftOut + more.leftOut);
        }
    }

    /** The counts of a part. */
    public Counts counts(ExamplesPart part) {
        return counts.getOrDefault(part, new Counts(0, 0, 0, 0));
    }

    /** What the written training events are like. */
    public TrainingShares trainingShares() {
        return training.shares();
    }

    /** Number of sessions whose outcome lies beyond the recording. */
    public long unknown() {
        return unknown;
    }

    /** Number of sessions on a border between parts. */
    public long onBorder() {
        return onBorder;
    }

    /** Number of events that were too late to be scored on their own. They have no features. */
    public long tooLate() {
        return tooLate;
    }

    @Override
    public void shard(int shard, List<UserHistory> users) {
        try (ExampleFiles files = new ExampleFiles(shard)) {
            for (UserHistory user : users) {
                for (UserHistory.UserSession session : user.sessions()) {
                    export(user, session, files);
                }
            }
        } catch (IOException e) {
            throw new ReplayException(folder + " cannot be written (" + e + "): make room, or name another --out", e);
        }
    }

    private void export(UserHistory user, UserHistory.UserSession session, ExampleFiles files) throws IOException {
        boolean positive = false;
        for (int i = session.from(); i < session.to(); i++) {
            if (user.outcomes()[i] == EventOutcome.UNKNOWN) {
                unknown++;
                return;
            }
            positive |= user.outcomes()[i] == EventOutcome.PURCHASE;
        }
        ExamplesPart part = partition.of(user, session.from(), session.to() - 1).orElse(null);
        if (part == null) {
            onBorder++;
            return;
        }
        boolean thinned = part == ExamplesPart.TRAINING && !positive && keptNegatives < 1;
        if (thinned && !drawn(user, session.from())) {
            counts.merge(part, new Counts(0, 0, 0, 1), Counts::plus);
            return;
        }
        write(user, session, thinned ? (float) (1 / keptNegatives) : 1, part, files);
    }

    /** Randomly, but the same in every export. */
    private boolean drawn(UserHistory user, int session) {
        long draw = Math.floorMod(
                WindowEvent.hash(
                        user.userId() + " " + user.events().get(session).eventId()),
                DRAWS);
        return draw < keptNegatives * DRAWS;
    }

    private void write(
            UserHistory user, UserHistory.UserSession session, float weight, ExamplesPart part, ExampleFiles files)
            throws IOException {
        long events = 0;
        long positives = 0;
        for (int i = session.from(); i < session.to(); i++) {
            ScoredEvent event = user.events().get(i);
            if (event.features() == null) {
                tooLate++;
                continue;
            }
            int label = user.outcomes()[i] == EventOutcome.PURCHASE ? 1 : 0;
            files.of(part)
                    .add(new ExampleTable.ExampleRow(
                            user.userId(),
                            session.from(),
                            event.eventId(),
                            event.type(),
                            event.time(),
                            event.probability(),
                            label,
                            session.isScored(i) ? weight : 0,
                            event.features()));
            if (part == ExamplesPart.TRAINING) {
                training.add(event.features(), weight);
            }
            events++;
            positives += label;
        }
        counts.merge(part, new Counts(events == 0 ? 0 : 1, events, positives, 0), Counts::plus);
    }

    /** A shard's files, created on first use. */
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
