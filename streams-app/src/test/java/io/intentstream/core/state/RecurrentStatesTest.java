package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecurrentStatesTest {
    private static final long MODEL = 7;
    private static final long OTHER_MODEL = 8;
    /** Half of a window of 32 events. */
    private static final int HALF = 16;

    private final RecurrentStates states = new RecurrentStates();

    @Test
    void shouldKnowNothingWithoutAnEvent() {
        assertThat(states.model()).isZero();
        assertThat(states.latest()).isNull();
        assertThat(states.before(0, MODEL)).isNull();
        assertThat(states.beforeWindow(MODEL)).isNull();
        assertThat(states.eventsToCheckpoint()).isZero();
    }

    @Test
    void shouldKeepTheStatesAfterTheLatestEvents() {
        // When
        score(12);

        // Then: those after events 4 to 11 are recent
        assertThat(states.model()).isEqualTo(MODEL);
        assertThat(states.latest()).containsExactly(11);
        assertThat(states.before(12, MODEL)).containsExactly(11);
        assertThat(states.before(5, MODEL)).containsExactly(4);
        assertThat(states.before(4, MODEL)).isNull();
        assertThat(states.before(13, MODEL)).isNull();
    }

    @Test
    void shouldReturnNoStateOfAnotherModel() {
        // Given
        score(3);

        // When / Then
        assertThat(states.before(3, OTHER_MODEL)).isNull();
        assertThat(states.beforeWindow(OTHER_MODEL)).isNull();
    }

    @Test
    void shouldDropAllStatesOfThePreviousModel() {
        // Given
        score(HALF);

        // When
        set(HALF, OTHER_MODEL, true);

        // Then
        assertThat(states.model()).isEqualTo(OTHER_MODEL);
        assertThat(states.before(HALF, OTHER_MODEL)).isNull();
        assertThat(states.before(HALF + 1, OTHER_MODEL)).containsExactly(HALF);
        assertThat(states.eventsToCheckpoint()).isEqualTo(HALF + 1);
    }

    @Test
    void shouldHaveNoStateAfterTheModelFailed() {
        // Given
        score(3);

        // When
        states.set(3, MODEL, null, HALF, true);

        // Then
        assertThat(states.model()).isZero();
        assertThat(states.latest()).isNull();
        assertThat(states.before(3, MODEL)).isNull();
    }

    @Test
    void shouldForgetRecentStatesButNotTheLatest() {
        // Given
        score(3);

        // When
        states.forgetRecent();

        // Then
        assertThat(states.before(2, MODEL)).isNull();
        assertThat(states.before(3, MODEL)).isNull();
        assertThat(states.latest()).containsExactly(2);
    }

    @Test
    void shouldTakeACheckpointInTheMiddleOfTheWindow() {
        // When
        score(HALF - 1);
        int early = states.eventsToCheckpoint();
        set(HALF - 1, MODEL, true);
        set(HALF, MODEL, true);

        // Then
        assertThat(early).isZero();
        assertThat(states.eventsToCheckpoint()).isEqualTo(HALF);
    }

    @Test
    void shouldBeginTheWindowAtTheCheckpoint() {
        // Given
        score(2 * HALF);

        // When
        states.moveToCheckpoint(HALF, false);

        // Then
        assertThat(states.beforeWindow(MODEL)).containsExactly(HALF - 1);
        assertThat(states.latest()).containsExactly(2 * HALF - 1);
        assertThat(states.before(HALF, MODEL)).containsExactly(2 * HALF - 1);
        assertThat(states.eventsToCheckpoint()).isEqualTo(HALF);
    }

    @Test
    void shouldNeedNoStateBeforeAWindowThatStartsASession() {
        // Given
        score(2 * HALF);

        // When
        states.moveToCheckpoint(HALF, true);

        // Then
        assertThat(states.beforeWindow(MODEL)).isNull();
    }

    @Test
    void shouldKeepTheCheckpointOnlyWhileItsEventIsInTheWindow() {
        // Given
        score(HALF + 4);

        // When
        states.moveWindow(HALF - 1);
        int stillThere = states.eventsToCheckpoint();
        states.moveWindow(1);

        // Then
        assertThat(stillThere).isEqualTo(1);
        assertThat(states.eventsToCheckpoint()).isZero();
        assertThat(states.before(4, MODEL)).containsExactly(HALF + 3);
    }

    @Test
    void shouldCopyTheCheckpointSoThatReusedBuffersDoNotChangeIt() {
        // Given
        float[] reused = {HALF - 1};
        score(HALF - 1);
        states.set(HALF - 1, MODEL, reused, HALF, true);

        // When
        reused[0] = -1;
        states.moveToCheckpoint(1, false);

        // Then
        assertThat(states.beforeWindow(MODEL)).containsExactly(HALF - 1);
    }

    @Test
    void shouldReuseTheOldestRecentStateAsBuffer() {
        // Given
        score(9);
        float[] oldest = states.before(2, MODEL);

        // When / Then
        assertThat(states.buffer(9, 1)).isSameAs(oldest);
        assertThat(states.buffer(9, 2)).hasSize(2);
    }

    @Test
    void shouldReadBackWhatIsStored() {
        // Given
        score(2 * HALF);
        states.moveToCheckpoint(HALF, false);
        StateWriter out = new StateWriter();
        states.write(out);

        // When
        RecurrentStates read = new RecurrentStates();
        read.read(new StateReader(out.toBytes()), HALF);

        // Then
        assertThat(read.model()).isEqualTo(MODEL);
        assertThat(read.latest()).containsExactly(2 * HALF - 1);
        assertThat(read.beforeWindow(MODEL)).containsExactly(HALF - 1);
        assertThat(read.eventsToCheckpoint()).isEqualTo(HALF);
        assertThat(read.before(HALF, MODEL)).containsExactly(2 * HALF - 1);
        assertThat(read.before(HALF - 1, MODEL)).isNull();
    }

    @Test
    void shouldDropAllStates() {
        // Given
        score(2 * HALF);

        // When
        states.clear();

        // Then
        assertThat(states.model()).isZero();
        assertThat(states.latest()).isNull();
        assertThat(states.eventsToCheckpoint()).isZero();
        assertThat(states.before(2 * HALF, MODEL)).isNull();
    }

    /** Scores events 0 to {@code events - 1}; the state after an event is its index. */
    private void score(int events) {
        for (int i = 0; i < events; i++) {
            set(i, MODEL, true);
        }
    }

    private void set(int index, long model, boolean latest) {
        states.set(index, model, new float[] {index}, HALF, latest);
    }
}
