package io.intentstream.replay;

import io.intentstream.engine.Outcome;
import io.intentstream.schema.ClickEvent;

/** Where a replay's results go, shard by shard. Used by all workers; a shard by the worker that opened it. */
public interface ResultSink {

    /** Is told what was read, before the first shard. */
    default void begin(Intake intake) {}

    /** Begins, or begins anew, a shard: what an attempt before it left unfinished does not count. */
    Shard open(int shard);

    /** The results of one shard. */
    interface Shard extends AutoCloseable {

        /** A scored event and what came of it; a user's events come in their order. */
        void accept(ClickEvent event, Outcome.Scored result);

        /** Makes the results final. */
        void finish();

        /** Lets go; results that are not final are given up. */
        @Override
        void close();
    }
}
