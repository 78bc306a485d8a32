package io.intentstream.stream.telemetry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sizes of the audiences on this instance, over its tasks, as of a second ago. The stream threads replace what they have
 * said before; any thread may read.
 */
public final class AudienceCounts {
    private final Map<Integer, TaskReport> tasks = new ConcurrentHashMap<>();

    /**
     * An audience's members.
     *
     * @param audience its name
     * @param size how many there are
     * @param entered how many entered in the last 24 hours of event time
     * @param exited how many left in the last 24 hours of event time
     */
    public record AudienceSize(String audience, long size, long entered, long exited) {

        /** The size of both together. */
        public AudienceSize plus(AudienceSize other) {
            return new AudienceSize(audience, size + other.size, entered + other.entered, exited + other.exited);
        }
    }

    /**
     * How far new definitions have been applied to users.
     *
     * @param running whether users are left; false when all definitions are applied
     * @param walked users to whom they have been applied
     * @param users about how many users there are
     */
    public record BackfillProgress(boolean running, long walked, long users) {
        /** Nothing is to be applied. */
        public static final BackfillProgress NONE = new BackfillProgress(false, 0, 0);

        /** The progress of both together. */
        public BackfillProgress plus(BackfillProgress other) {
            return new BackfillProgress(running || other.running, walked + other.walked, users + other.users);
        }

        /** The share that is done, from 0 to 1. */
        public double share() {
            return running ? Math.min(1, walked / (double) Math.max(1, users)) : 1;
        }
    }

    /**
     * What one task says.
     *
     * @param clock its event time, epoch milliseconds; 0 when it is not known
     * @param audiences the members in the task
     * @param backfill its backfill
     * @param dueBacklog users whose time has come and who have not been looked at
     * @param overdueMillis how long ago, in event time, the first of them might have been looked at
     */
    public record TaskReport(
            long clock, List<AudienceSize> audiences, BackfillProgress backfill, long dueBacklog, long overdueMillis) {}

    /** Replaces what the task of a partition has said. */
    public void publish(int partition, TaskReport task) {
        tasks.put(partition, task);
    }

    /** The task has left this instance. */
    public void remove(int partition) {
        tasks.remove(partition);
    }

    /** The partitions whose tasks are here. */
    public Set<Integer> partitions() {
        return Set.copyOf(tasks.keySet());
    }

    /** All audiences that have or had members here, and those that are declared, by name. */
    public Collection<AudienceSize> audiences() {
        Map<String, AudienceSize> sums = new TreeMap<>();
        for (TaskReport task : tasks.values()) {
            task.audiences().forEach(size -> sums.merge(size.audience(), size, AudienceSize::plus));
        }
        return sums.values();
    }

    /** The members of one audience. */
    public long size(String audience) {
        long sum = 0;
        for (TaskReport task : tasks.values()) {
            for (AudienceSize size : task.audiences()) {
                sum += size.audience().equals(audience) ? size.size() : 0;
            }
        }
        return sum;
    }

    /** The backfill over all tasks here. */
    public BackfillProgress backfill() {
        return tasks.values().stream().map(TaskReport::backfill).reduce(BackfillProgress.NONE, BackfillProgress::plus);
    }

    /** Users whose time has come and who have not been looked at. */
    public long dueBacklog() {
        return tasks.values().stream().mapToLong(TaskReport::dueBacklog).sum();
    }

    /** How long ago, in event time, the first of them might have been looked at. */
    public long overdueMillis() {
        return tasks.values().stream()
                .mapToLong(TaskReport::overdueMillis)
                .max()
                .orElse(0);
    }

    /** The latest event time of a task, epoch milliseconds; 0 when none is known. */
    public long clock() {
        return tasks.values().stream().mapToLong(TaskReport::clock).max().orElse(0);
    }
}
