package io.intentstream.cli.command;

import io.intentstream.core.engine.Outcome;
import io.intentstream.offline.replay.ResultSink;
import io.intentstream.schema.ClickEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Results of a process that dies after it has committed one shard and before it has written the checkpoint. Other
 * shards are left open, neither committed nor aborted.
 */
final class CrashingResults implements ResultSink, AutoCloseable {
    private final ResultSink results;
    private final List<ShardResults> left = new CopyOnWriteArrayList<>();
    private final AtomicBoolean committed = new AtomicBoolean();

    CrashingResults(ResultSink results) {
        this.results = results;
    }

    @Override
    public ShardResults open(int shard) {
        ShardResults opened = results.open(shard);
        left.add(opened);
        return new ShardResults() {
            @Override
            public void accept(ClickEvent event, Outcome.Scored result) {
                opened.accept(event, result);
            }

            @Override
            public void finish() {
                if (committed.compareAndSet(false, true)) {
                    opened.finish();
                }
                throw new IllegalStateException("the process died");
            }

            @Override
            public void close() {}
        };
    }

    /** Releases the shards that the dead process has left open. */
    @Override
    public void close() {
        left.forEach(ShardResults::close);
    }
}
