package io.intentstream.offline.replay.compare;

import io.intentstream.files.FileTree;
import io.intentstream.offline.replay.ReplayException;
import io.intentstream.offline.replay.compare.DiffResult.Difference;
import io.intentstream.offline.replay.compare.DiffResult.Extra;
import io.intentstream.offline.replay.compare.DiffResult.Mismatch;
import io.intentstream.offline.replay.compare.DiffResult.MissingResult;
import io.intentstream.schema.Recommendations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Compares two sides user by user; the order of users, partitions and files does not matter. Both sides are first distributed
 * by user over temporary files, so that memory holds only the results of a part of the users.
 */
public final class ResultComparison {
    private static final long PARTITION_BYTES = 64L << 20;
    private static final int MOST_PARTITIONS = 512;
    private static final int MOST_SHOWN = 5;

    private final ResultSet left;
    private final ResultSet right;
    private final TailOfTime tail;
    private final List<Difference> first = new ArrayList<>();
    private boolean byBytes;
    private long matches;
    private long mismatches;
    private long missing;
    private long extra;
    private long compacted;
    private long redefined;
    private long inTail;
    private long byOtherItems;
    private long endOfLeft;
    private long endOfRight;

    /** Both sides must be of the same kind, such as intents or profiles. */
    public ResultComparison(ResultSet left, ResultSet right) {
        this(left, right, TailOfTime.NONE);
    }

    /**
     * Both sides must be of the same kind, such as intents or profiles.
     *
     * @param tail the stretch at the end in which a side may lack changes that time brings
     */
    public ResultComparison(ResultSet left, ResultSet right, TailOfTime tail) {
        this.left = left;
        this.right = right;
        this.tail = tail;
    }

    /** Reads both sides and compares them. */
    public DiffResult run() {
        try {
            Path folder = Files.createTempDirectory("intentstream-compare-");
            try {
                return run(folder);
            } finally {
                FileTree.delete(folder);
            }
        } catch (IOException e) {
            throw HashPartitions.unusable(e);
        }
    }

    private DiffResult run(Path folder) {
        long bytes = Math.max(left.estimatedBytes(), right.estimatedBytes());
        int count = (int) Math.min(MOST_PARTITIONS, 1 + bytes / PARTITION_BYTES);
        HashPartitions ofLeft = HashPartitions.of(left, folder, "left", count, tail);
        HashPartitions ofRight = HashPartitions.of(right, folder, "right", count, tail);
        endOfLeft = ofLeft.end();
        endOfRight = ofRight.end();
        requireOneKind(ofLeft, ofRight);
        boolean sameSchemas = ofLeft.schemas().isEmpty()
                || ofRight.schemas().isEmpty()
                || new HashSet<>(ofLeft.schemas()).equals(new HashSet<>(ofRight.schemas()));
        byBytes = sameSchemas && left.hasBytes() && right.hasBytes();
        for (int partition = 0; partition < count; partition++) {
            compare(ofLeft, ofRight, partition);
        }
        return new DiffResult(
                matches,
                mismatches,
                missing,
                extra,
                compacted,
                ofLeft.tombstones() + ofRight.tombstones(),
                redefined,
                inTail,
                byOtherItems,
                !byBytes,
                List.copyOf(first));
    }

    private void requireOneKind(HashPartitions ofLeft, HashPartitions ofRight) {
        Set<String> kinds = Stream.concat(ofLeft.schemas().stream(), ofRight.schemas().stream())
                .map(Schema::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        if (kinds.size() > 1) {
            throw new ReplayException("Only results of one kind can be compared with each other, but " + left.describe()
                    + " and " + right.describe() + " together hold " + kinds);
        }
    }

    /** Identifies one result: the user and the result's name. */
    private record ResultKey(String userId, String name) {}

    private void compare(HashPartitions ofLeft, HashPartitions ofRight, int partition) {
        Map<ResultKey, Deque<Result>> waiting = new LinkedHashMap<>();
        Map<String, Long> latestLeft = new HashMap<>();
        Map<String, Long> latestRight = new HashMap<>();
        Orders orders = new Orders();
        ofLeft.read(partition, new Latest(latestLeft, result -> {
            orders.add(result);
            waiting.computeIfAbsent(key(result), key -> new ArrayDeque<>()).add(result);
        }));
        List<Result> unmatched = new ArrayList<>();
        ofRight.read(partition, new Latest(latestRight, result -> {
            Deque<Result> pair = waiting.get(key(result));
            if (pair == null || pair.isEmpty()) {
                unmatched.add(result);
            } else {
                compare(pair.poll(), result, orders);
            }
        }));
        waiting.values()
                .forEach(results -> results.forEach(result -> {
                    if (isDifference(result, right, latestRight, endOfRight)) {
                        missing++;
                        show(new MissingResult(result.userId(), result.name()));
                    }
                }));
        for (Result result : unmatched) {
            if (isDifference(result, left, latestLeft, endOfLeft)) {
                extra++;
                show(new Extra(result.userId(), result.name()));
            }
        }
    }

    /** Whether a side should have a result that it lacks; counts the result where it need not. */
    private boolean isDifference(Result result, ResultSet lacking, Map<String, Long> latest, long endOfLacking) {
        if (result.kind() == Result.Kind.AUDIENCE_REDEFINED) {
            redefined++;
        } else if (tail.contains(result, endOfLacking)) {
            inTail++;
        } else if (isGone(result, lacking, latest)) {
            compacted++;
        } else {
            return true;
        }
        return false;
    }

    /** Passes results on and notes each user's latest update; a tombstone is later than all updates. */
    private record Latest(Map<String, Long> updates, Consumer<Result> next) implements ResultSet.ResultCursor {
        @Override
        public void result(Result result) {
            updates.merge(result.userId(), result.update(), Math::max);
            next.accept(result);
        }

        @Override
        public void tombstone(String userId) {
            updates.put(userId, Long.MAX_VALUE);
        }
    }

    private static ResultKey key(Result result) {
        return new ResultKey(result.userId(), result.name());
    }

    /** Whether compaction may have removed the result from a side that lacks it. */
    private static boolean isGone(Result result, ResultSet side, Map<String, Long> latest) {
        return side.isCompacted() && latest.getOrDefault(result.userId(), -1L) > result.update();
    }

    private void compare(Result ofLeft, Result ofRight, Orders orders) {
        if (ofLeft.kind() == Result.Kind.AUDIENCE_REDEFINED) {
            redefined += 2;
            return;
        }
        if (!orders.isNext(ofLeft)) {
            mismatches++;
            show(new Mismatch(ofLeft.userId(), ofLeft.name() + ", in another order", List.of()));
            return;
        }
        boolean same = byBytes ? Arrays.equals(ofLeft.payload(), ofRight.payload()) : haveSameValues(ofLeft, ofRight);
        if (same) {
            matches++;
            return;
        }
        if (areByDifferentItems(ofLeft, ofRight)) {
            byOtherItems++;
            return;
        }
        mismatches++;
        if (first.size() < MOST_SHOWN) {
            show(new Mismatch(ofLeft.userId(), ofLeft.name(), differing(ofLeft, ofRight)));
        }
    }

    private static boolean areByDifferentItems(Result ofLeft, Result ofRight) {
        return ofLeft.kind() == Result.Kind.RECOMMENDED
                && ofLeft.record() instanceof Recommendations left
                && ofRight.record() instanceof Recommendations right
                && !left.getItemsFingerprint().equals(right.getItemsFingerprint());
    }

    private static boolean haveSameValues(Result ofLeft, Result ofRight) {
        return ofLeft.record().equals(ofRight.record())
                || differing(ofLeft, ofRight).isEmpty();
    }

    /** Among the fields that both writers knew: a release that says more does not contradict one that said less. */
    private static List<DiffResult.Field> differing(Result ofLeft, Result ofRight) {
        return Fields.differing(ofLeft.record(), ofRight.record()).stream()
                .filter(field -> knows(ofLeft.schema(), field) && knows(ofRight.schema(), field))
                .toList();
    }

    private static boolean knows(Schema writer, DiffResult.Field field) {
        return writer.getField(field.path().split("[.\\[]", 2)[0]) != null;
    }

    private void show(Difference difference) {
        if (first.size() < MOST_SHOWN) {
            first.add(difference);
        }
    }
}
