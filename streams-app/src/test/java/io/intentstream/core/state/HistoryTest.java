package io.intentstream.core.state;

import static io.intentstream.core.state.StateEvents.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.schema.EventType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final long GAP = 30 * MINUTE;
    private static final long HOUR = 60 * MINUTE;

    private final EngineSettings settings = EngineSettings.defaults();
    private final History history = new History(settings);

    @Test
    void shouldBeEmptyWithoutEvents() {
        assertThat(history.events()).isZero();
        assertThat(history.firstSeen()).isEqualTo(-1);
        assertThat(history.lastSeen()).isEqualTo(-1);
        assertThat(history.lastPurchaseAt()).isEqualTo(-1);
        assertThat(history.nightShare()).isZero();
    }

    @Test
    void shouldStartASessionOnlyAfterMoreThanTheGap() {
        // When
        add(EventType.PAGE_VIEW, 0);
        add(EventType.PAGE_VIEW, GAP);
        long afterTheGap = history.sessions();
        add(EventType.PAGE_VIEW, 2 * GAP + 1);

        // Then
        assertThat(afterTheGap).isEqualTo(1);
        assertThat(history.sessions()).isEqualTo(2);
        assertThat(history.session().events()).isEqualTo(1);
        assertThat(history.session().startedAt()).isEqualTo(2 * GAP + 1);
        assertThat(history.sessionGap().count()).isEqualTo(1);
        assertThat(history.sessionGap().millis()).isEqualTo(GAP + 1);
        assertThat(history.eventInterval().count()).isEqualTo(1);
        assertThat(history.eventInterval().millis()).isEqualTo(GAP);
    }

    @Test
    void shouldNotCountTheEventBeforeItIsApplied() {
        // Given
        add(EventType.PAGE_VIEW, 0);

        // When
        history.begin(StateEvents.view(MINUTE));

        // Then
        assertThat(history.events()).isEqualTo(1);
        assertThat(history.lastSeen()).isZero();
        assertThat(history.session().events()).isEqualTo(1);
    }

    @Test
    void shouldPreferMeasuredDwellTimeToTheInterval() {
        // When
        add(EventType.PAGE_VIEW, 0);
        apply(StateEvents.full(1, 10_000));
        add(EventType.PAGE_VIEW, 16_000);

        // Then: 4,000 measured and 6,000 between the events
        assertThat(history.dwell().count()).isEqualTo(2);
        assertThat(history.dwell().millis()).isEqualTo(5_000);
    }

    @Test
    void shouldCountPurchasesAndTheirValue() {
        // When
        add(EventType.ADD_TO_CART, 0);
        int before = history.cart().lines().size();
        apply(StateEvents.full(1, MINUTE));

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(history.cart().lines()).isEmpty();
        assertThat(history.orders()).isEqualTo(1);
        assertThat(history.lastPurchaseAt()).isEqualTo(MINUTE);
        assertThat(history.spending().sums()).containsExactly(new Spending.CurrencySum("EUR", 1, 1_500));
        assertThat(history.chosenPrices().count()).isEqualTo(2);
        assertThat(history.viewedPrices().count()).isZero();
    }

    @Test
    void shouldRemoveFromTheCart() {
        // Given
        add(EventType.ADD_TO_CART, 0);

        // When
        add(EventType.REMOVE_FROM_CART, 1);

        // Then
        assertThat(history.cart().lines()).isEmpty();
    }

    @Test
    void shouldWeightAffinitiesByEventType() {
        // When
        apply(new WindowEvent(1, 0, EventType.PURCHASE, null, "shoes", "acme", -1, null, 1, -1, null, null));
        apply(new WindowEvent(2, 0, EventType.VIEW_ITEM, null, "hats", "acme", -1, null, 1, -1, null, null));
        apply(new WindowEvent(3, 0, EventType.REFUND, null, "coats", "acme", -1, null, 1, -1, null, null));

        // Then
        assertThat(history.categories().share("shoes")).isCloseTo(8 / 9.0, within(1e-12));
        assertThat(history.categories().share("hats")).isCloseTo(1 / 9.0, within(1e-12));
        assertThat(history.categories().share("coats")).isZero();
    }

    @Test
    void shouldCountEventsBetweenTenAndSixAsNight() {
        // When
        for (int hour : new int[] {21, 22, 23 + 24, 5 + 48, 6 + 48}) {
            add(EventType.PAGE_VIEW, hour * HOUR);
        }

        // Then
        assertThat(history.nightShare()).isEqualTo(3 / 5.0);
        assertThat(history.hoursOfDay()[22]).isEqualTo(1);
        assertThat(History.hourOfDay(-1)).isEqualTo(23);
    }

    @Test
    void shouldChangeNothingThatDependsOnOrderForAnEventOlderThanTheWindow() {
        // Given
        add(EventType.ADD_TO_CART, GAP);
        add(EventType.PAGE_VIEW, GAP + 10_000);

        // When
        history.applyLate(StateEvents.full(9, 5));

        // Then
        assertThat(history.events()).isEqualTo(3);
        assertThat(history.orders()).isEqualTo(1);
        assertThat(history.firstSeen()).isEqualTo(5);
        assertThat(history.lastPurchaseAt()).isEqualTo(5);
        assertThat(history.lastSeen()).isEqualTo(GAP + 10_000);
        assertThat(history.sessions()).isEqualTo(1);
        assertThat(history.session().events()).isEqualTo(2);
        assertThat(history.eventInterval().count()).isEqualTo(1);
        assertThat(history.cart().lines()).hasSize(1);
    }

    @Test
    void shouldForgetOnlyAnEndedSession() {
        // Given
        add(EventType.PAGE_VIEW, 0);

        // When
        history.forgetEndedSession(GAP);
        int current = history.session().events();
        history.forgetEndedSession(GAP + 1);

        // Then
        assertThat(current).isEqualTo(1);
        assertThat(history.session().events()).isZero();
        assertThat(history.sessions()).isEqualTo(1);
    }

    @Test
    void shouldReadBackAllThatItWrote() {
        // Given
        everything();

        // When
        byte[] bytes = StateEvents.encoded(history);
        History read = new History(settings);
        read.read(new StateReader(bytes));

        // Then
        assertThat(StateEvents.encoded(read)).isEqualTo(bytes);
        assertThat(read.events()).isEqualTo(history.events());
        assertThat(read.lastSeen()).isEqualTo(history.lastSeen());
        assertThat(read.session().events()).isEqualTo(history.session().events());
        assertThat(read.cart().lines()).isEqualTo(history.cart().lines()).isNotEmpty();
        assertThat(read.spending().sums()).isEqualTo(history.spending().sums()).hasSize(1);
        assertThat(read.categories().share("shoes"))
                .isEqualTo(history.categories().share("shoes"));
    }

    @Test
    void shouldContinueAfterReadingAsIfItHadNotBeenWritten() {
        // Given
        everything();
        History read = new History(settings);
        read.read(new StateReader(StateEvents.encoded(history)));

        // When
        for (int i = 0; i < 50; i++) {
            WindowEvent event =
                    StateEvents.of(EventType.values()[i % EventTypes.COUNT], 900 + i, 3 * HOUR + i * 7 * MINUTE);
            apply(event);
            read.begin(event);
            read.apply(event);
        }

        // Then
        assertThat(StateEvents.encoded(read)).isEqualTo(StateEvents.encoded(history));
    }

    @Test
    void shouldRefuseEveryTruncation() {
        // Given
        everything();
        byte[] bytes = StateEvents.encoded(history);

        for (int length = 0; length < bytes.length; length++) {
            if (length == endOfEarlierReleases()) {
                continue;
            }
            byte[] cut = Arrays.copyOf(bytes, length);

            // When / Then
            assertThatThrownBy(() -> new History(settings).read(new StateReader(cut)))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldReadHistoryOfEarlierReleaseWithoutProgressOfSession() {
        // Given
        everything();
        byte[] earlier = Arrays.copyOf(StateEvents.encoded(history), endOfEarlierReleases());

        // When
        History read = new History(settings);
        read.read(new StateReader(earlier));

        // Then
        assertThat(read.session().events()).isEqualTo(history.session().events());
        assertThat(history.session().progress().lastAt(EventType.OTHER)).isPositive();
        assertThat(read.session().progress().lastAt(EventType.OTHER)).isEqualTo(-1);
        assertThat(read.session().absenceMillis()).isEqualTo(-1);
    }

    /** Earlier releases wrote no progress of the session. */
    private int endOfEarlierReleases() {
        StateWriter progress = new StateWriter();
        history.session().writeProgress(progress);
        return StateEvents.encoded(history).length - progress.toBytes().length;
    }

    /** Events of every type in two sessions, with a cart that is not empty at the end. */
    private void everything() {
        long time = 0;
        for (EventType type : EventType.values()) {
            add(type, time += MINUTE);
        }
        apply(StateEvents.full(500, time += HOUR));
        apply(StateEvents.sparse(501, time += MINUTE));
        add(EventType.ADD_TO_CART, time + MINUTE);
    }

    private void add(EventType type, long time) {
        apply(StateEvents.of(type, time, time));
    }

    private void apply(WindowEvent event) {
        history.begin(event);
        history.apply(event);
    }
}
