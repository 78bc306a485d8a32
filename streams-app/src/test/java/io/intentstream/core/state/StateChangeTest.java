package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.state.StateChange.StateValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateChangeTest {
    private final EngineSettings settings = EngineSettings.defaults();

    @Test
    void shouldWritePartsThenHeadThenDeletions() {
        // Given
        StateKey head = new StateKey.Head("ann");
        StateKey added = new StateKey.WindowSegment("ann", 2);
        StateKey removed = new StateKey.WindowSegment("ann", 1);
        StateChange change = new StateChange(
                new StateValue(head, new byte[] {1}), List.of(new StateValue(added, new byte[] {2})), List.of(removed));

        // When
        List<String> writes = new ArrayList<>();
        change.writeTo((key, value) -> writes.add(key + "=" + Arrays.toString(value)));

        // Then
        assertThat(writes).containsExactly(added + "=[2]", head + "=[1]", removed + "=null");
    }

    /** A process may be killed between any two writes. */
    @Test
    void shouldLeaveOldOrNewStateAfterAnyNumberOfWrites() {
        // Given a change that adds parts and removes others
        UserState state = new UserState("ann", settings);
        Map<StateKey, byte[]> stored = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            add(StateEvents.view(1000 * i), state);
        }
        state.store(new StateWriter()).writeTo((key, value) -> write(key, value, stored));
        byte[] before = state.encode(new StateWriter());
        add(StateEvents.view(7, 1500), state);
        byte[] after = state.encode(new StateWriter());
        StateChange change = state.store(new StateWriter());
        int writes = change.added().size() + 1 + change.removed().size();

        for (int done = 0; done <= writes; done++) {
            // When
            Map<StateKey, byte[]> interrupted = new HashMap<>(stored);
            int[] left = {done};
            change.writeTo((key, value) -> {
                if (left[0]-- > 0) {
                    write(key, value, interrupted);
                }
            });

            // Then
            UserState read =
                    UserState.decode("ann", interrupted.get(new StateKey.Head("ann")), interrupted::get, settings);
            assertThat(read.encode(new StateWriter()))
                    .as("after %d of %d writes", done, writes)
                    .isEqualTo(done <= change.added().size() ? before : after);
        }
        assertThat(change.added()).isNotEmpty();
        assertThat(change.removed()).isNotEmpty();
    }

    private static void write(StateKey key, byte[] value, Map<StateKey, byte[]> store) {
        if (value == null) {
            store.remove(key);
        } else {
            store.put(key, value);
        }
    }

    private static void add(WindowEvent event, UserState state) {
        state.add(event, (before, added) -> added, 0);
    }
}
