package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first events of another source. */
final class LimitedSource implements EventSource {

    private final EventSource source;
    private long remaining;

    LimitedSource(EventSource source, long events) {
        if (events < 0) {
            throw new IllegalArgumentException("events is " + events + "; it must be 0 or more");
        }
        this.source = source;
        this.remaining = events;
    }

    @Override
    public @Nullable ClickEvent next() {
        if (remaining == 0) {
            return null;
        }
        remaining--;
        return source.next();
    }

    @Override
    public Map<String, Long> skipped() {
        return source.skipped();
    }

    @Override
    public MalformedLines malformed() {
        return source.malformed();
    }

    @Override
    public List<CorruptBlock> corrupt() {
        return source.corrupt();
    }

    @Override
    public boolean inEventTimeOrder() {
        return source.inEventTimeOrder();
    }

    @Override
    public void close() {
        source.close();
    }
}
