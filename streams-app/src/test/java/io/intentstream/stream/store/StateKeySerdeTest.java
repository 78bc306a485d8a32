package io.intentstream.stream.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.state.StateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateKeySerdeTest {
    private final StateKeySerde serde = new StateKeySerde();

    @ParameterizedTest
    @ValueSource(strings = {"ann", "žofie-😀", "a\u0000\u0001", "\u00ff", ""})
    void shouldReadBackWrittenKeys(String user) {
        for (StateKey key : keys(user, 1, 2, 255, Integer.MAX_VALUE)) {
            assertThat(read(write(key))).isEqualTo(key);
        }
    }

    @Test
    void shouldKeyHeadByUserIdOnly() {
        assertThat(write(new StateKey.Head("ann"))).isEqualTo("ann".getBytes(UTF_8));
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
                .filter(key -> Arrays.compareUnsigned(write(key), write(StateKey.firstPart("a"))) >= 0
                        && Arrays.compareUnsigned(write(key), write(StateKey.lastPart("a"))) <= 0)
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

    private byte[] write(StateKey key) {
        return serde.serializer().serialize("users", key);
    }

    private StateKey read(byte[] bytes) {
        return serde.deserializer().deserialize("users", bytes);
    }
}
