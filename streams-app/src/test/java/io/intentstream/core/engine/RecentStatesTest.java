package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.UserState;
import org.junit.jupiter.api.Test;

class RecentStatesTest {
    private final UserStates store = new MemoryStates();
    private final LoadedUser user = new LoadedUser(new UserState("ann", EngineSettings.defaults()), null);
    private final RecentStates recent = new RecentStates(2);

    @Test
    void shouldReturnAUserOnce() {
        // Given
        recent.put("ann", store, user);

        // When
        LoadedUser taken = recent.take("ann", store);

        // Then
        assertThat(taken).isSameAs(user);
        assertThat(recent.take("ann", store)).isNull();
    }

    @Test
    void shouldDropAUserOfAnotherStore() {
        // Given
        recent.put("ann", store, user);

        // When
        LoadedUser taken = recent.take("ann", new MemoryStates());

        // Then
        assertThat(taken).isNull();
        assertThat(recent.size()).isZero();
    }

    @Test
    void shouldEvictOneUser() {
        // Given
        recent.put("ann", store, user);
        recent.put("bob", store, user);

        // When
        recent.evict("ann");

        // Then
        assertThat(recent.size()).isEqualTo(1);
        assertThat(recent.take("bob", store)).isSameAs(user);
    }

    @Test
    void shouldEvictAllUsers() {
        // Given
        recent.put("ann", store, user);

        // When
        recent.evictAll();

        // Then
        assertThat(recent.size()).isZero();
    }

    @Test
    void shouldEvictTheUserWhoWasIdleLongest() {
        // Given
        recent.put("ann", store, user);
        recent.put("bob", store, user);

        // When
        recent.put("cyd", store, user);

        // Then
        assertThat(recent.take("ann", store)).isNull();
        assertThat(recent.take("cyd", store)).isSameAs(user);
    }
}
