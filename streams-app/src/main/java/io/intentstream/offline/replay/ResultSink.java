package io.intentstream.offline.replay;

import io.intentstream.core.engine.Outcome;
import io.intentstream.schema.ClickEvent;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Where a replay's results go, shard by shard. Used by all workers; a shard by the worker that opened it. */
public interface ResultSink {

    /** Whether profiles are taken; intents are the same without, and a replay has less to do. */
    default boolean takesProfiles() {
        return true;
    }

    /** Is told what was read, before the first shard. */
    default void begin(IngestReport report) {}

    /**
     * Ends what a replay that was stopped left under way, before the first shard is opened.
     *
     * @param doubtful shards whose {@link Shard#finish()} was begun, and of which nobody knows whether it came to its end
     * @param open all shards that are not done, the doubtful ones included
     * @param shardOf the shard of a userId
     * @return the doubtful shards whose results are final, so that they need not be replayed; those that can be replayed
     *     again without harm may be left out
     */
    default Set<Integer> recover(Set<Integer> doubtful, Set<Integer> open, ToIntFunction<String> shardOf) {
        return Set.of();
    }

    /**
     * Is told when all shards are final. After it, every reader finds all results.
     *
     * @param shards how many there are
     */
    default void end(int shards) {}

    /** Begins, or begins anew, a shard: what an attempt before it left unfinished does not count. */
    Shard open(int shard);

    /** The results of one shard. */
    interface Shard extends AutoCloseable {

        /** A scored event and what came of it, with a profile if they are taken; a user's events come in their order. */
        void accept(ClickEvent event, Outcome.Scored result);

        /** Makes the results final. */
        void finish();

        /** Lets go; results that are not final are given up. */
        @Override
        void close();
    }
}
