package io.intentstream.stream.telemetry;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** The time that the engine spent, over all its threads since it started. It is measured for batches, not for events. */
public final class EngineTimings {
    private static final double NANOS = 1e-9;

    /** The stages of a batch, in their order. */
    public enum Stage {
        /** Bytes to events, and their validation. */
        DECODE,
        /** The core: states are read and changed, the model steps. */
        SCORE,
        /** Profiles, intents and dead letters to bytes. */
        SERIALIZE,
        /** States to the store. */
        STORE,
        /** Results to the producer's buffer. */
        SEND
    }

    private final LongAdder[] stageNanos = new LongAdder[Stage.values().length];
    private final LongAdder modelNanos = new LongAdder();
    private final LongAdder modelSteps = new LongAdder();
    private final LongAdder modelRows = new LongAdder();
    private final LongAdder stateReadNanos = new LongAdder();
    private final Distribution batchRecords = new Distribution(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096);
    private final Distribution batchSeconds = Distribution.ofSeconds();
    private final Distribution queueSeconds = Distribution.ofSeconds();
    private final Distribution latencySeconds = Distribution.ofSeconds();
    private final Distribution ageSeconds = Distribution.ofSeconds();

    EngineTimings() {
        Arrays.setAll(stageNanos, i -> new LongAdder());
    }

    /** Seconds spent in a stage. */
    public double stageSeconds(Stage stage) {
        return stageNanos[stage.ordinal()].sum() * NANOS;
    }

    /** Seconds spent in the model; a part of {@link Stage#SCORE}. */
    public double modelSeconds() {
        return modelNanos.sum() * NANOS;
    }

    /** Calls of the model. */
    public long modelSteps() {
        return modelSteps.sum();
    }

    /** Events that the model scored, repetitions included. */
    public long modelRows() {
        return modelRows.sum();
    }

    /** Seconds spent reading users' states from memory or the store; a part of {@link Stage#SCORE}. */
    public double stateReadSeconds() {
        return stateReadNanos.sum() * NANOS;
    }

    /** Records of each batch. */
    public Distribution batchRecords() {
        return batchRecords;
    }

    /** Seconds that each batch took in the processor. */
    public Distribution batchSeconds() {
        return batchSeconds;
    }

    /** Seconds between a record's poll and the start of its batch, for each record. */
    public Distribution queueSeconds() {
        return queueSeconds;
    }

    /** Seconds between a record's poll and the commit of its results, for each record. */
    public Distribution latencySeconds() {
        return latencySeconds;
    }

    /** Seconds between the latest record timestamp of a batch and its commit, for each record. */
    public Distribution ageSeconds() {
        return ageSeconds;
    }

    /** Starts the timer of a batch. */
    public StageTimer timer() {
        return new StageTimer(System.nanoTime());
    }

    void countModel(int rows, long nanos) {
        modelSteps.increment();
        modelRows.add(rows);
        modelNanos.add(nanos);
    }

    /** The stopwatch of one batch: each stage begins at the end of the one before. */
    public final class StageTimer {
        private final long start;
        private long last;

        private StageTimer(long start) {
            this.start = start;
            this.last = start;
        }

        /** {@link System#nanoTime} when the batch began. */
        public long start() {
            return start;
        }

        /** Ends a stage. */
        public void end(Stage stage) {
            stageNanos[stage.ordinal()].add(lap());
        }

        /** Ends the reading of states, the first part of {@link Stage#SCORE}. */
        public void endStateRead() {
            long nanos = lap();
            stateReadNanos.add(nanos);
            stageNanos[Stage.SCORE.ordinal()].add(nanos);
        }

        private long lap() {
            long now = System.nanoTime();
            long nanos = now - last;
            last = now;
            return nanos;
        }

        /** Ends the batch, whose last stage has ended. */
        public void finish(int records) {
            batchRecords.record(records, 1);
            batchSeconds.record((last - start) * NANOS, 1);
        }
    }
}
