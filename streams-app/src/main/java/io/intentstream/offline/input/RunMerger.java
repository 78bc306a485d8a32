package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Merges sorted runs; among events of the same time, those of an earlier run come first. */
final class RunMerger implements EventCursor {

    private record RunHead(ClickEvent event, int run) {}

    private final List<EventCursor> cursors = new ArrayList<>();
    private final PriorityQueue<RunHead> heads = new PriorityQueue<>(
            Comparator.comparing((RunHead head) -> head.event().getEventTime()).thenComparingInt(RunHead::run));

    /** @param runs in the order in which their events were read */
    RunMerger(List<EventRun> runs) throws IOException {
        try {
            for (EventRun run : runs) {
                cursors.add(run.read());
                advance(cursors.size() - 1);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public @Nullable ClickEvent next() throws IOException {
        RunHead head = heads.poll();
        if (head == null) {
            return null;
        }
        advance(head.run());
        return head.event();
    }

    private void advance(int run) throws IOException {
        ClickEvent event = cursors.get(run).next();
        if (event != null) {
            heads.add(new RunHead(event, run));
        }
    }

    @Override
    public void close() throws IOException {
        for (EventCursor cursor : cursors) {
            cursor.close();
        }
    }
}
