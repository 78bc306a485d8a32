package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.UserState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentStatesTest {
    private final UserStates store = new MemoryStates();
    private final UserState state = new UserState(EngineSettings.defaults());
    private final RecentStates recent = new RecentStates(2);

    @BeforeEach
    void begin() {
        recent.begin();
    }

    @Test
    void shouldGiveAStateOnceWhenItsBatchIsWritten() {
        // Given
        recent.keep("ann", store, state, null);
        recent.written();
        recent.begin();

        // When
        RecentStates.CachedState taken = recent.take("ann", store);

        // Then
        assertThat(taken.state()).isSameAs(state);
        assertThat(recent.take("ann", store)).isNull();
    }

    @Test
    void shouldLetGoOfStatesWhoseBatchWasNeverWritten() {
        // Given
        recent.keep("ann", store, state, null);

        // When
        recent.begin();

        // Then
        assertThat(recent.take("ann", store)).isNull();
        assertThat(recent.size()).isZero();
    }

    @Test
    void shouldLetGoOfAStateThatIsOfAnotherStore() {
        // Given
        recent.keep("ann", store, state, null);

        // When
        RecentStates.CachedState taken = recent.take("ann", new MemoryStates());

        // Then
        assertThat(taken).isNull();
        assertThat(recent.size()).isZero();
    }

    @Test
    void shouldHoldNothingOfAUserWhoIsForgotten() {
        // Given
        recent.keep("ann", store, state, null);
        recent.keep("bob", store, state, null);

        // When
        recent.forget("ann");

        // Then
        assertThat(recent.size()).isEqualTo(1);
        assertThat(recent.take("bob", store).state()).isSameAs(state);
    }

    @Test
    void shouldHoldNothingWhenAllAreForgotten() {
        // Given
        recent.keep("ann", store, state, null);

        // When
        recent.forgetAll();

        // Then
        assertThat(recent.size()).isZero();
    }

    @Test
    void shouldGiveUpWhoWasIdleLongest() {
        // Given
        recent.keep("ann", store, state, null);
        recent.keep("bob", store, state, null);

        // When
        recent.keep("cyd", store, state, null);

        // Then
        assertThat(recent.take("ann", store)).isNull();
        assertThat(recent.take("cyd", store).state()).isSameAs(state);
    }
}
