package io.intentstream.offline.replay;

import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserChange;
import io.intentstream.schema.ClickEvent;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Receives a replay's results, shard by shard. Used by all workers; a shard's results only by the worker that opened them. */
public interface ResultSink {

    /** Whether profiles are needed. Without them a replay is faster, and the intents are the same. */
    default boolean takesProfiles() {
        return true;
    }

    /** Called with what was read, before the first shard is opened. */
    default void begin(IngestReport report) {}

    /**
     * Cleans up after a replay that was stopped, before the first shard is opened.
     *
     * @param doubtful shards for which {@link ShardResults#finish()} was called and may have succeeded
     * @param open all shards that are not done, including the doubtful ones
     * @param shardOf returns the shard of a userId
     * @return the doubtful shards whose results are final and must not be replayed; shards that may be replayed without harm
     *     can be left out
     */
    default Set<Integer> recover(Set<Integer> doubtful, Set<Integer> open, ToIntFunction<String> shardOf) {
        return Set.of();
    }

    /**
     * Called when the results of all shards are final. When it returns, every reader sees all results.
     *
     * @param shards number of shards
     */
    default void end(int shards) {}

    /** Begins a shard. Unfinished results of an earlier attempt are discarded. */
    ShardResults open(int shard);

    /** The results of one shard. */
    interface ShardResults extends AutoCloseable {

        /**
         * Takes a scored event and its results, with a profile if profiles are needed, and with what else has changed. A user's
         * events come in order.
         */
        void accept(ClickEvent event, Outcome.Scored result);

        /**
         * Takes what time has changed about a user by the end of the recording, after all events of the user. Called for users
         * about whom something has changed.
         */
        default void accept(String userId, List<UserChange> changes) {}

        /** Makes the results final. */
        void finish();

        /** Releases everything; results that are not final are discarded. */
        @Override
        void close();
    }
}
