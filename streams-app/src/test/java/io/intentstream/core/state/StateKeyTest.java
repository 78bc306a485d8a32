package io.intentstream.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"ann", "žofie-😀", "a\u0000\u0001", "\u00ff", ""})
    void shouldReadBackWrittenKeys(String user) {
        for (StateKey key : keys(user, 1, 2, 255, Integer.MAX_VALUE)) {
            assertThat(StateKey.of(key.toBytes())).isEqualTo(key);
        }
    }

    @Test
    void shouldKeyHeadByUserIdOnly() {
        assertThat(new StateKey.Head("ann").toBytes()).isEqualTo("ann".getBytes(UTF_8));
    }

    /** Deleting a user's parts by key range must not touch other users. */
    @Test
    void shouldOrderExactlyThePartsOfAUserBetweenFirstAndLast() {
        // Given
        List<StateKey> keys = new ArrayList<>();
        for (String user : List.of("a", "b", "ab", "a\u0000", "a\u0000\u0000\u0000\u0001", "aa", "ÿ")) {
            keys.addAll(keys(user, 1, 2, 70_000));
        }

        // When
        List<StateKey> between = keys.stream()
                .filter(key -> Arrays.compareUnsigned(
                                        key.toBytes(), StateKey.firstPart("a").toBytes())
                                >= 0
                        && Arrays.compareUnsigned(
                                        key.toBytes(), StateKey.lastPart("a").toBytes())
                                <= 0)
                .toList();

        // Then
        assertThat(between)
                .isEqualTo(keys.stream()
                        .filter(key -> key.userId().equals("a") && !(key instanceof StateKey.Head))
                        .toList());
    }

    private static List<StateKey> keys(String user, int... numbers) {
        List<StateKey> keys = new ArrayList<>();
        keys.add(new StateKey.Head(user));
        for (int number : numbers) {
            keys.add(new StateKey.WindowSegment(user, number));
            keys.add(new StateKey.HistoryPart(user, number));
        }
        return keys;
    }
}
