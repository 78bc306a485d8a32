package io.intentstream.core.state;

import static io.intentstream.core.state.StateEvents.MINUTE;
import static io.intentstream.core.state.StateEvents.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.StateChange.StateValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final Window window = new Window("ann");
    private final List<StateValue> added = new ArrayList<>();
    private final List<StateKey> removed = new ArrayList<>();
    private final Map<StateKey, byte[]> parts = new HashMap<>();

    @Test
    void shouldAppendEventsInOrder() {
        // When
        int first = window.insert(view(10));
        int second = window.insert(view(20));

        // Then
        assertThat(List.of(first, second)).containsExactly(0, 1);
        assertThat(window.last()).isEqualTo(view(20));
        assertThat(window.logit(1)).isNaN();
    }

    @Test
    void shouldInsertALateEventByItsTimeAfterEventsOfTheSameTime() {
        // Given
        window.insert(view(1, 10));
        window.insert(view(2, 20));
        window.insert(view(3, 30));
        window.setLogit(2, 0.5f);

        // When
        int index = window.insert(view(4, 20));

        // Then
        assertThat(index).isEqualTo(2);
        assertThat(ids()).containsExactly(1L, 2L, 4L, 3L);
        assertThat(window.time(2)).isEqualTo(20);
        assertThat(window.logit(2)).isNaN();
        assertThat(window.logit(3)).isEqualTo(0.5f);
    }

    @Test
    void shouldFindEventsById() {
        // Given
        fill(40);

        // When / Then
        assertThat(window.indexOf(17 * MINUTE)).isEqualTo(17);
        assertThat(window.indexOf(-5)).isEqualTo(-1);
    }

    @Test
    void shouldFindTheStartOfASession() {
        // Given
        for (long time : new long[] {0, 100, 150, 250, 351}) {
            window.insert(view(time));
        }

        // When / Then: a step of exactly the gap belongs to the session
        assertThat(window.sessionStart(3, new SessionGap(100))).isZero();
        assertThat(window.sessionStart(4, new SessionGap(100))).isEqualTo(4);
        assertThat(window.sessionStart(0, new SessionGap(100))).isZero();
    }

    @Test
    void shouldRemoveTheOldestEvents() {
        // Given
        fill(20);
        window.setLogit(5, 0.25f);

        // When
        List<WindowEvent> oldest = window.removeOldest(5);

        // Then
        assertThat(oldest)
                .extracting(WindowEvent::time)
                .containsExactly(0L, MINUTE, 2 * MINUTE, 3 * MINUTE, 4 * MINUTE);
        assertThat(window.size()).isEqualTo(15);
        assertThat(window.time(0)).isEqualTo(5 * MINUTE);
        assertThat(window.logit(0)).isEqualTo(0.25f);
        assertThat(window.indexOf(0)).isEqualTo(-1);
        assertThat(window.indexOf(6 * MINUTE)).isEqualTo(1);
    }

    @Test
    void shouldReadBackEveryFieldInOnePiece() {
        // Given
        window.insert(StateEvents.full(Long.MIN_VALUE, -5));
        window.insert(StateEvents.sparse(Long.MAX_VALUE, 0));
        window.insert(StateEvents.full(3, Long.MAX_VALUE / 2));
        window.setLogit(0, 1.5f);
        StateWriter out = new StateWriter();
        window.writeInline(out);

        // When
        Window read = new Window("ann");
        read.read(new StateReader(out.toBytes()), key -> null);

        // Then
        assertThat(events(read)).isEqualTo(events(window));
        assertThat(read.logit(0)).isEqualTo(1.5f);
        assertThat(read.logit(1)).isNaN();
        assertThat(read.indexOf(Long.MAX_VALUE)).isEqualTo(1);
    }

    @Test
    void shouldReadBackSegmentsAndTail() {
        // Given
        fill(2 * Window.SEGMENT + 5);

        // When
        byte[] head = store();
        Window read = read(head);

        // Then
        assertThat(added).extracting(StateValue::key).containsExactly(segment(1), segment(2));
        assertThat(removed).isEmpty();
        assertThat(keysOf(head)).containsExactly(segment(1), segment(2));
        assertThat(events(read)).isEqualTo(events(window));
    }

    @Test
    void shouldWriteAFullSegmentOnce() {
        // Given
        fill(Window.SEGMENT);
        store();
        added.clear();

        // When
        window.insert(view(1_000 * MINUTE));
        window.setLogit(Window.SEGMENT, 2);
        byte[] head = store();

        // Then
        assertThat(added).isEmpty();
        assertThat(removed).isEmpty();
        assertThat(events(read(head))).isEqualTo(events(window));
        assertThat(read(head).logit(Window.SEGMENT)).isEqualTo(2);
    }

    @Test
    void shouldWriteAllSegmentsUnderNewNumbersWhenOneOfThemChanges() {
        // Given
        fill(2 * Window.SEGMENT);
        store();
        added.clear();

        // When
        window.insert(view(7, 3 * MINUTE));
        byte[] head = store();

        // Then
        assertThat(added).extracting(StateValue::key).containsExactly(segment(3), segment(4));
        assertThat(removed).containsExactly(segment(1), segment(2));
        assertThat(events(read(head))).isEqualTo(events(window));
    }

    @Test
    void shouldWriteAllSegmentsUnderNewNumbersWhenAScoreInOneOfThemChanges() {
        // Given
        fill(Window.SEGMENT);
        store();
        added.clear();

        // When
        window.setLogit(0, 3);
        byte[] head = store();

        // Then
        assertThat(added).extracting(StateValue::key).containsExactly(segment(2));
        assertThat(removed).containsExactly(segment(1));
        assertThat(read(head).logit(0)).isEqualTo(3);
    }

    @Test
    void shouldKeepTheOtherSegmentsWhenWholeSegmentsLeave() {
        // Given
        fill(3 * Window.SEGMENT);
        store();
        added.clear();

        // When
        window.removeOldest(2 * Window.SEGMENT);
        byte[] head = store();

        // Then
        assertThat(added).isEmpty();
        assertThat(removed).containsExactly(segment(1), segment(2));
        assertThat(keysOf(head)).containsExactly(segment(3));
        assertThat(events(read(head))).isEqualTo(events(window)).hasSize(Window.SEGMENT);
    }

    @Test
    void shouldWriteTheOtherSegmentsAgainWhenPartOfASegmentLeaves() {
        // Given
        fill(3 * Window.SEGMENT);
        store();
        added.clear();

        // When
        window.removeOldest(Window.SEGMENT + 1);
        byte[] head = store();

        // Then
        assertThat(added).extracting(StateValue::key).containsExactly(segment(4));
        assertThat(removed).containsExactly(segment(1), segment(2), segment(3));
        assertThat(events(read(head))).isEqualTo(events(window));
    }

    @Test
    void shouldRemoveAllSegmentsWhenItIsCleared() {
        // Given
        fill(Window.SEGMENT + 3);
        store();
        added.clear();

        // When
        window.clear();
        byte[] head = store();

        // Then
        assertThat(window.size()).isZero();
        assertThat(added).isEmpty();
        assertThat(removed).containsExactly(segment(1));
        assertThat(read(head).size()).isZero();
    }

    @Test
    void shouldNotReuseNumbersAfterReading() {
        // Given
        fill(Window.SEGMENT);
        Window read = read(store());

        // When
        read.insert(view(9, 0));
        List<StateValue> again = new ArrayList<>();
        List<StateKey> obsolete = new ArrayList<>();
        read.store(new StateWriter(), again, obsolete);

        // Then
        assertThat(again).extracting(StateValue::key).containsExactly(segment(2));
        assertThat(obsolete).containsExactly(segment(1));
    }

    @Test
    void shouldRefuseEveryTruncation() {
        // Given
        window.insert(StateEvents.full(1, 10));
        window.insert(StateEvents.sparse(2, 20));
        byte[] head = store();

        for (int length = 0; length < head.length; length++) {
            byte[] cut = Arrays.copyOf(head, length);

            // When / Then
            assertThatThrownBy(() -> read(cut))
                    .as("%d of %d bytes", length, head.length)
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldRefuseMoreSegmentsThanThereCanBe() {
        // Given
        StateWriter head = new StateWriter();
        head.writeUnsigned(1);
        head.writeUnsigned(Integer.MAX_VALUE);

        // When / Then
        assertThatThrownBy(() -> keysOf(head.toBytes())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private void fill(int events) {
        for (int i = 0; i < events; i++) {
            window.insert(view(i * MINUTE));
        }
    }

    private byte[] store() {
        StateWriter head = new StateWriter();
        window.store(head, added, removed);
        added.forEach(part -> parts.put(part.key(), part.bytes()));
        removed.forEach(parts::remove);
        return head.toBytes();
    }

    private Window read(byte[] head) {
        Window read = new Window("ann");
        read.read(new StateReader(head), key -> new StateReader(parts.get(key)));
        return read;
    }

    private static List<StateKey> keysOf(byte[] head) {
        List<StateKey> keys = new ArrayList<>();
        Window.addKeys("ann", new StateReader(head), keys);
        return keys;
    }

    private static StateKey segment(int number) {
        return new StateKey.WindowSegment("ann", number);
    }

    private List<Long> ids() {
        return events(window).stream().map(WindowEvent::id).toList();
    }

    private static List<WindowEvent> events(Window window) {
        return IntStream.range(0, window.size()).mapToObj(window::event).toList();
    }
}
