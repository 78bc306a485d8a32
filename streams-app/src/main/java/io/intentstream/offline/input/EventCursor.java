package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events in order, from memory or disk. */
interface EventCursor extends Closeable {

    /** The next event, or null at the end. */
    @Nullable
    ClickEvent next() throws IOException;

    @Override
    void close() throws IOException;

    static EventCursor over(List<ClickEvent> events) {
        Iterator<ClickEvent> iterator = events.iterator();
        return new EventCursor() {
            @Override
            public @Nullable ClickEvent next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public void close() {}
        };
    }
}
