package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.EventType;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserStateTest {
    private final EngineSettings settings = EngineSettings.defaults();

    @Test
    void shouldKeepAttributes() {
        // Given
        UserState state = new UserState("ann", settings);
        Map<String, String> attributes = Map.of("tier", "3");
        WindowEvent event =
                new WindowEvent(1, 5, EventType.PAGE_VIEW, null, null, null, -1, null, 1, -1, "home", null, attributes);
        add(event, state);

        // When
        UserState decoded = UserState.decode("ann", state.encode(new StateWriter()), key -> null, settings);

        // Then
        assertThat(decoded.size()).isEqualTo(1);
        assertThat(decoded.event(0)).isEqualTo(event);
    }

    @Test
    void shouldReportADamagedStateWhenItsCheckpointIsDamaged() {
        // Given
        UserState state = new UserState("ann", settings);
        for (int i = 0; i < Window.SEGMENT; i++) {
            add(pageView(i), state);
        }
        Map<StateKey, byte[]> parts = new HashMap<>();
        state.store(new StateWriter()).writeTo(parts::put);
        parts.put(new StateKey.HistoryPart("ann", 1), new byte[] {5, 1});

        // When // Then
        assertThatThrownBy(() -> UserState.decode("ann", parts.get(new StateKey.Head("ann")), parts::get, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void shouldRefuseAStateOfALaterRelease() {
        // When // Then
        assertThatThrownBy(() -> UserState.decode("ann", new byte[] {9}, key -> null, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 9");
    }

    private static WindowEvent pageView(int time) {
        return new WindowEvent(time, time, EventType.PAGE_VIEW, null, null, null, -1, null, 1, -1, "home", null);
    }

    private static void add(WindowEvent event, UserState state) {
        state.add(event, (before, added) -> added, 0);
    }
}
