package io.intentstream.offline.replay;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.TimeResult;
import io.intentstream.offline.input.EventSource;
import io.intentstream.schema.ClickEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Applies the engine to a shard's events. Only the order of a user's own events matters, so the events in memory are grouped
 * by user, and a batch holds all events of many users. Each user's state is then read and written once, and the model's
 * batches are full. A large shard is processed in several such chunks; the users' states are kept between them. At the end
 * time passes for all users.
 */
final class ShardReplay {
    /** Events in memory at once, about half a kilobyte each. */
    static final int CHUNK = 50_000;

    /** Enough to fill the model's batches, few enough that a batch's results are still young when they become garbage. */
    private static final int USERS_PER_BATCH = 512;

    private static final int EVENTS_PER_BATCH = 4096;

    private final Engine engine;
    private final ResultSink.ShardResults sink;
    private final long end;
    private final IntPredicate advance;
    private final MemoryStates states = new MemoryStates();
    private ReplayCounts counts = ReplayCounts.NOTHING;

    /**
     * @param end up to which moment time passes at the end, epoch milliseconds; 0 or less for no time
     * @param advance called with the number of events after each batch; false ends the replay early
     */
    ShardReplay(Engine engine, ResultSink.ShardResults sink, long end, IntPredicate advance) {
        this.engine = engine;
        this.sink = sink;
        this.end = end;
        this.advance = advance;
    }

    /** Processes all events; false when it was ended early. */
    boolean play(EventSource events) {
        Map<String, List<ClickEvent>> chunk;
        while (!(chunk = nextChunk(events)).isEmpty()) {
            List<ClickEvent> batch = new ArrayList<>();
            int users = 0;
            for (List<ClickEvent> ofUser : longestFirst(chunk)) {
                batch.addAll(ofUser);
                if (++users == USERS_PER_BATCH || batch.size() >= EVENTS_PER_BATCH) {
                    if (!apply(batch)) {
                        return false;
                    }
                    batch = new ArrayList<>();
                    users = 0;
                }
            }
            if (!batch.isEmpty() && !apply(batch)) {
                return false;
            }
        }
        if (end > 0) {
            letTimePass();
        }
        return true;
    }

    /** States of users who are deleted stay: the shard is over. */
    private void letTimePass() {
        List<String> users = states.userIds();
        for (int from = 0; from < users.size(); from += USERS_PER_BATCH) {
            List<String> some = users.subList(from, Math.min(users.size(), from + USERS_PER_BATCH));
            for (TimeResult.UserTime user : engine.advance(some, end, states).users()) {
                if (!user.changes().isEmpty()) {
                    counts = counts.plus(user.changes());
                    sink.accept(user.userId(), user.changes());
                }
            }
        }
    }

    ReplayCounts counts() {
        return counts.withUsers(states.users());
    }

    private static Map<String, List<ClickEvent>> nextChunk(EventSource events) {
        Map<String, List<ClickEvent>> byUser = new LinkedHashMap<>();
        ClickEvent event;
        for (int i = 0; i < CHUNK && (event = events.next()) != null; i++) {
            byUser.computeIfAbsent(event.getUserId(), user -> new ArrayList<>()).add(event);
        }
        return byUser;
    }

    /** Sorts users by their number of events, so that a batch's users have similar numbers and the model's steps stay full. */
    private static List<List<ClickEvent>> longestFirst(Map<String, List<ClickEvent>> chunk) {
        List<List<ClickEvent>> users = new ArrayList<>(chunk.values());
        users.sort(Comparator.comparingInt(ofUser -> -ofUser.size()));
        return users;
    }

    private boolean apply(List<ClickEvent> events) {
        List<InputEvent> inputs =
                events.stream().map(event -> new InputEvent(event, 0, -1)).toList();
        // The engine need not keep the users in memory: no later batch of the chunk has them.
        BatchResult result = engine.apply(inputs, engine.load(inputs, states));
        states.apply(result);
        for (Outcome outcome : result.outcomes()) {
            counts = counts.plus(outcome);
            if (outcome instanceof Outcome.Scored scored) {
                sink.accept(scored.event(), scored);
            }
        }
        return advance.test(events.size());
    }
}
