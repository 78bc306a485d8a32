package io.intentstream.stream.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** The progress of restoring local state from changelogs. */
public final class RestoreProgress implements StateRestoreListener {
    private final Map<ChangelogRestore, Range> parts = new ConcurrentHashMap<>();
    private final LongAdder restored = new LongAdder();

    /**
     * One partition of a store.
     *
     * @param store name of the store
     * @param partition partition of its changelog
     */
    public record ChangelogRestore(String store, int partition) {}

    /** Offsets of a changelog: the next to restore, and the one where to stop. */
    private record Range(long next, long end) {}

    /** Records still to be restored, for every changelog partition assigned so far; 0 when it is done. */
    public Map<ChangelogRestore, Long> remaining() {
        Map<ChangelogRestore, Long> remaining = new ConcurrentHashMap<>();
        parts.forEach((part, range) -> remaining.put(part, Math.max(0, range.end - range.next)));
        return remaining;
    }

    /** Records restored since the start. */
    public long restored() {
        return restored.sum();
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
        parts.put(part(changelog, store), new Range(start, end));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEnd, long records) {
        restored.add(records);
        parts.computeIfPresent(part(changelog, store), (part, range) -> new Range(batchEnd + 1, range.end));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {
        parts.computeIfPresent(part(changelog, store), (part, range) -> new Range(range.end, range.end));
    }

    /** The partition moved to another instance: nothing is left to restore here. */
    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long records) {
        parts.remove(part(changelog, store));
    }

    private static ChangelogRestore part(TopicPartition changelog, String store) {
        return new ChangelogRestore(store, changelog.partition());
    }
}
