package io.intentstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.EngineSettings;
import io.intentstream.state.UserState;
import org.junit.jupiter.api.Test;

class RecentStatesTest {
    private static final byte[] ENCODED = {1, 2, 3};

    private final UserState state = new UserState(EngineSettings.defaults());
    private final RecentStates recent = new RecentStates(2);

    @Test
    void shouldGiveAStateOnceAndForItsOwnBytes() {
        // Given
        recent.keep("ann", ENCODED, state, null);

        // When
        RecentStates.Kept taken = recent.take("ann", ENCODED.clone());

        // Then
        assertThat(taken.state()).isSameAs(state);
        assertThat(recent.take("ann", ENCODED)).isNull();
    }

    @Test
    void shouldLetGoOfAStateWhoseBytesWereChangedElsewhere() {
        // Given
        recent.keep("ann", ENCODED, state, null);

        // When
        RecentStates.Kept taken = recent.take("ann", new byte[] {1, 2, 4});

        // Then
        assertThat(taken).isNull();
        assertThat(recent.size()).isZero();
    }

    @Test
    void shouldHoldNothingOfAUserWhoIsForgotten() {
        // Given
        recent.keep("ann", ENCODED, state, null);
        recent.keep("bob", ENCODED, state, null);

        // When
        recent.forget("ann");

        // Then
        assertThat(recent.size()).isEqualTo(1);
        assertThat(recent.take("bob", ENCODED).state()).isSameAs(state);
    }

    @Test
    void shouldHoldNothingWhenAllAreForgotten() {
        // Given
        recent.keep("ann", ENCODED, state, null);

        // When
        recent.forgetAll();

        // Then
        assertThat(recent.size()).isZero();
    }

    @Test
    void shouldGiveUpWhoWasIdleLongest() {
        // Given
        recent.keep("ann", ENCODED, state, null);
        recent.keep("bob", ENCODED, state, null);

        // When
        recent.keep("cyd", ENCODED, state, null);

        // Then
        assertThat(recent.take("ann", ENCODED)).isNull();
        assertThat(recent.take("cyd", ENCODED).state()).isSameAs(state);
    }
}
