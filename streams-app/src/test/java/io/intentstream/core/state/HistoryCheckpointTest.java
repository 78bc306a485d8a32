package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.state.StateChange.StateValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryCheckpointTest {
    private final EngineSettings settings = EngineSettings.defaults();
    private final HistoryCheckpoint checkpoint = new HistoryCheckpoint("ann");
    private final List<StateValue> added = new ArrayList<>();
    private final List<StateKey> removed = new ArrayList<>();

    @Test
    void shouldDecodeEmptyHistoryWhenItIsEmpty() {
        assertThat(checkpoint.isEmpty()).isTrue();
        assertThat(checkpoint.decode(settings).events()).isZero();
    }

    @Test
    void shouldDecodeIndependentCopies() {
        // Given
        checkpoint.set(history(3));

        // When
        History changed = checkpoint.decode(settings);
        changed.begin(StateEvents.view(10));
        changed.apply(StateEvents.view(10));

        // Then
        assertThat(changed.events()).isEqualTo(4);
        assertThat(checkpoint.decode(settings).events()).isEqualTo(3);
    }

    @Test
    void shouldStoreAChangedHistoryOnceUnderTheNextNumber() {
        // Given
        checkpoint.set(history(3));

        // When
        int number = checkpoint.store(4, added, removed);
        int unchanged = checkpoint.store(number, added, removed);

        // Then
        assertThat(number).isEqualTo(5);
        assertThat(unchanged).isEqualTo(5);
        assertThat(added).extracting(StateValue::key).containsExactly(new StateKey.HistoryPart("ann", 5));
        assertThat(added.get(0).bytes()).isEqualTo(StateEvents.encoded(history(3)));
        assertThat(removed).isEmpty();
    }

    @Test
    void shouldRemoveThePartThatItReplaces() {
        // Given
        checkpoint.set(history(3));
        int first = checkpoint.store(0, added, removed);

        // When
        checkpoint.set(history(4));
        int second = checkpoint.store(first, added, removed);

        // Then
        assertThat(second).isEqualTo(2);
        assertThat(added).hasSize(2);
        assertThat(removed).containsExactly(new StateKey.HistoryPart("ann", 1));
    }

    @Test
    void shouldRemoveItsPartWhenItIsCleared() {
        // Given
        checkpoint.set(history(3));
        int number = checkpoint.store(0, added, removed);
        added.clear();

        // When
        checkpoint.clear();
        checkpoint.store(number, added, removed);

        // Then
        assertThat(added).isEmpty();
        assertThat(removed).containsExactly(new StateKey.HistoryPart("ann", 1));
        assertThat(keysOf(reference())).isEmpty();
    }

    @Test
    void shouldReadBackAReferenceToItsPart() {
        // Given
        checkpoint.set(history(3));
        checkpoint.store(6, added, removed);
        byte[] reference = reference();

        // When
        HistoryCheckpoint read = new HistoryCheckpoint("ann");
        List<StateKey> asked = new ArrayList<>();
        read.read(new StateReader(reference), key -> {
            asked.add(key);
            return new StateReader(added.get(0).bytes());
        });

        // Then
        assertThat(asked).containsExactly(new StateKey.HistoryPart("ann", 7));
        assertThat(keysOf(reference)).isEqualTo(asked);
        assertThat(StateEvents.encoded(read.decode(settings))).isEqualTo(StateEvents.encoded(history(3)));
        assertThat(read.store(7, added, removed)).isEqualTo(7);
        assertThat(added).hasSize(1);
    }

    @Test
    void shouldReadBackAHistoryInOnePieceAndStoreItAsAPart() {
        // Given
        checkpoint.set(history(3));
        StateWriter out = new StateWriter();
        checkpoint.writeInline(out);

        // When
        HistoryCheckpoint read = new HistoryCheckpoint("ann");
        read.read(new StateReader(out.toBytes()), key -> null);

        // Then
        assertThat(StateEvents.encoded(read.decode(settings))).isEqualTo(StateEvents.encoded(history(3)));
        assertThat(read.store(0, added, removed)).isEqualTo(1);
        assertThat(added).hasSize(1);
    }

    @Test
    void shouldRefuseAnUnknownForm() {
        assertThatThrownBy(() -> checkpoint.read(new StateReader(new byte[] {3}), key -> null))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private byte[] reference() {
        StateWriter out = new StateWriter();
        checkpoint.writeReference(out);
        return out.toBytes();
    }

    private static List<StateKey> keysOf(byte[] reference) {
        List<StateKey> keys = new ArrayList<>();
        HistoryCheckpoint.addKey("ann", new StateReader(reference), keys);
        return keys;
    }

    private History history(int events) {
        History history = new History(settings);
        for (int i = 0; i < events; i++) {
            WindowEvent event = StateEvents.view(i);
            history.begin(event);
            history.apply(event);
        }
        return history;
    }
}
