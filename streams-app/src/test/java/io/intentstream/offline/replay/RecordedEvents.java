package io.intentstream.offline.replay;

import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import java.util.Iterator;
import java.util.List;

/**
 * Events in memory as a recording.
 *
 * @param events in the order of their arrival
 * @param inOrder whether that order counts
 */
public record RecordedEvents(List<ClickEvent> events, boolean inOrder) implements RecordingPlan {

    @Override
    public List<String> identity() {
        return List.of(events.size() + " events in memory");
    }

    @Override
    public long estimatedRecords() {
        return events.size();
    }

    @Override
    public Recording open() {
        Iterator<ClickEvent> left = events.iterator();
        return new Recording() {
            @Override
            public Validation next() {
                return left.hasNext() ? new Validation.Accepted(left.next()) : null;
            }

            @Override
            public double partRead() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }
}
