package io.intentstream.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.state.StateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class PendingDeletesTest {
    private static final StateKey FIRST = new StateKey.WindowSegment("ann", 1);
    private static final StateKey SECOND = new StateKey.WindowSegment("ann", 2);

    /** After a kill, any head since the latest commit may be restored, and the parts that it refers to must exist. */
    @Test
    void shouldKeepPartsUntilNextCommitWithoutTransactions() {
        // Given
        PendingDeletes dropped = opened("at_least_once");

        // When
        dropped.add(FIRST);
        List<StateKey> beforeCommit = released(dropped);
        dropped.commit(Map.of());
        dropped.add(SECOND);
        List<StateKey> afterCommit = released(dropped);

        // Then
        assertThat(beforeCommit).isEmpty();
        assertThat(afterCommit).containsExactly(FIRST);
        assertThat(released(dropped)).isEmpty();
        dropped.commit(Map.of());
        assertThat(released(dropped)).containsExactly(SECOND);
    }

    @Test
    void shouldDeletePartsImmediatelyWithTransactions() {
        // Given
        PendingDeletes dropped = opened("exactly_once_v2");

        // When
        dropped.add(FIRST);

        // Then
        assertThat(released(dropped)).containsExactly(FIRST);
        assertThat(released(dropped)).isEmpty();
    }

    @Test
    void shouldForgetPendingDeletesWhenTaskIsClosed() {
        // Given
        PendingDeletes dropped = opened("at_least_once");
        dropped.add(FIRST);

        // When
        dropped.close();
        dropped.commit(Map.of());

        // Then
        assertThat(released(dropped)).isEmpty();
    }

    /** The user may return before the next commit with parts of the same numbers. */
    @Test
    void shouldForgetPartsOfDeletedUser() {
        // Given
        PendingDeletes dropped = opened("at_least_once");
        StateKey other = new StateKey.WindowSegment("bob", 1);
        dropped.add(FIRST);
        dropped.commit(Map.of());
        dropped.add(SECOND);
        dropped.add(other);

        // When
        dropped.forget("ann");
        dropped.commit(Map.of());

        // Then
        assertThat(released(dropped)).containsExactly(other);
    }

    private static PendingDeletes opened(String guarantee) {
        Properties settings = new Properties();
        settings.put("application.id", "test");
        settings.put("bootstrap.servers", "none:9092");
        settings.put("processing.guarantee", guarantee);
        PendingDeletes dropped = new PendingDeletes.PendingDeletesBuilder("dropped-parts").build();
        dropped.init(new MockProcessorContext<>(settings).getStateStoreContext(), dropped);
        return dropped;
    }

    private static List<StateKey> released(PendingDeletes dropped) {
        List<StateKey> released = new ArrayList<>();
        dropped.release(released::add);
        return released;
    }
}
