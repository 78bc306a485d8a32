package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.schema.EventType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserStateTest {
    private final EngineSettings settings = EngineSettings.defaults();

    @Test
    void shouldKeepAttributes() {
        // Given
        UserState state = new UserState(settings);
        Map<String, String> attributes = Map.of("tier", "3");
        WindowEvent event =
                new WindowEvent(1, 5, EventType.PAGE_VIEW, null, null, null, -1, null, 1, -1, "home", null, attributes);
        state.history().begin(event);
        state.append(event);

        // When
        UserState decoded = UserState.decode(state.encode(new StateWriter()), settings);

        // Then
        assertThat(List.of(decoded.window().last())).containsExactly(event);
    }

    @Test
    void shouldSayThatAStateIsDamagedWhenItsFoldIs() {
        // Given
        UserState state = new UserState(settings);
        for (int i = 0; i < Window.SEGMENT; i++) {
            WindowEvent event =
                    new WindowEvent(i, i, EventType.PAGE_VIEW, null, null, null, -1, null, 1, -1, "home", null);
            state.history().begin(event);
            state.append(event);
        }
        Map<StateKey, byte[]> parts = new HashMap<>();
        state.store(new StateWriter()).writeTo("ann", parts::put);
        parts.put(new StateKey("ann", -1), new byte[] {5, 1});

        // When // Then
        assertThatThrownBy(() -> UserState.decode("ann", parts.get(StateKey.head("ann")), parts::get, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void shouldRefuseAStateOfALaterRelease() {
        // When // Then
        assertThatThrownBy(() -> UserState.decode(new byte[] {9}, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 9");
    }
}
