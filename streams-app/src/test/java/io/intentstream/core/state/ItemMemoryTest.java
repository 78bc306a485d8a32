package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.schema.EventType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemMemoryTest {
    private static final long HOUR = 3_600_000;

    private final ItemMemory memory = new ItemMemory();

    @Test
    void shouldWeighEventsAtEachHalfLifeAsOfTheLatest() {
        // When
        memory.add(event(EventType.VIEW_ITEM, "shoe", 0));
        memory.add(event(EventType.ADD_TO_WISHLIST, "shoe", 6 * HOUR));

        // Then
        ItemMemory.RememberedItem shoe = memory.items().get(0);
        assertThat(shoe.last()).isEqualTo(6 * HOUR);
        assertThat(shoe.wished()).isTrue();
        assertThat(shoe.weight(0)).isCloseTo(2 + Math.pow(2, -12), within(1e-6));
        assertThat(shoe.weight(1)).isCloseTo(2.5, within(1e-6));
        assertThat(shoe.weight(2)).isCloseTo(2 + Math.pow(2, -6 / 72.0), within(1e-6));
    }

    @Test
    void shouldWeighALateEventAsIfItHadArrivedInTime() {
        // Given
        ItemMemory inTime = new ItemMemory();
        inTime.add(event(EventType.VIEW_ITEM, "shoe", 0));
        inTime.add(event(EventType.ADD_TO_CART, "shoe", HOUR));

        // When
        memory.add(event(EventType.ADD_TO_CART, "shoe", HOUR));
        memory.add(event(EventType.VIEW_ITEM, "shoe", 0));

        // Then
        for (int scale = 0; scale < ItemMemory.HALF_LIVES.length; scale++) {
            assertThat(memory.items().get(0).weight(scale))
                    .isCloseTo(inTime.items().get(0).weight(scale), within(1e-6));
        }
    }

    @Test
    void shouldForgetTheLightestProduct() {
        // When
        memory.add(event(EventType.ADD_TO_CART, "loved", 0));
        for (int i = 0; i < ItemMemory.MAX_ITEMS; i++) {
            memory.add(event(EventType.VIEW_ITEM, "item-" + i, i));
        }

        // Then
        assertThat(memory.items())
                .hasSize(ItemMemory.MAX_ITEMS)
                .extracting(ItemMemory.RememberedItem::itemId)
                .contains("loved")
                .doesNotContain("item-0");
    }

    @Test
    void shouldForgetTheEarliestPurchaseAlsoWhenItComesLate() {
        // When
        for (int i = 1; i <= ItemMemory.MAX_PURCHASES; i++) {
            memory.add(event(EventType.PURCHASE, "item-" + i, i));
        }
        memory.add(event(EventType.PURCHASE, "late", 0));

        // Then
        assertThat(memory.purchases())
                .hasSize(ItemMemory.MAX_PURCHASES)
                .startsWith(new ItemMemory.RememberedPurchase("item-1", 1));
    }

    @Test
    void shouldKeepTheLatestPurchases() {
        // When
        for (int i = 0; i <= ItemMemory.MAX_PURCHASES; i++) {
            memory.add(event(EventType.PURCHASE, "item-" + i, i));
        }

        // Then
        assertThat(memory.purchases())
                .hasSize(ItemMemory.MAX_PURCHASES)
                .startsWith(new ItemMemory.RememberedPurchase("item-1", 1));
    }

    @Test
    void shouldReadWhatItWrote() {
        // Given
        memory.add(event(EventType.ADD_TO_WISHLIST, "shoe", 5));
        memory.add(event(EventType.PURCHASE, "sock", 9));

        // When
        ItemMemory read = ItemMemory.of(memory.toBytes());

        // Then
        assertThat(read.toBytes()).isEqualTo(memory.toBytes());
        assertThat(read.items()).hasSize(2);
        assertThat(read.purchases()).hasSize(1);
        assertThat(read.categories().share("shoes")).isEqualTo(1);
    }

    @Test
    void shouldBeStoredAsAPartWhenEventsLeaveTheWindow() {
        // Given
        EngineSettings settings = EngineSettings.defaults().rememberingItems();
        Map<StateKey, byte[]> store = new HashMap<>();
        UserState state = new UserState("ann", settings);

        // When
        for (int i = 0; i < 40; i++) {
            WindowEvent event = event(EventType.VIEW_ITEM, "item-" + i, i * 24 * HOUR, i + 1);
            state.admit(event, 0, -1);
            state.add(event, (history, added) -> added, 0);
            state.store(new StateWriter()).writeTo((key, value) -> {
                if (value == null) {
                    store.remove(key);
                } else {
                    store.put(key, value);
                }
            });
        }
        UserState read = UserState.decode("ann", store.get(new StateKey.Head("ann")), store::get, settings);

        // Then
        assertThat(read.size()).isLessThan(40);
        assertThat(read.itemMemory().items()).hasSize(40 - read.size());
        assertThat(read.itemMemory().toBytes()).isEqualTo(state.itemMemory().toBytes());
        assertThat(UserState.partsOf("ann", store.get(new StateKey.Head("ann"))))
                .hasSize(store.size() - 1)
                .allMatch(store::containsKey);
    }

    @Test
    void shouldRememberNothingWhenItIsTurnedOff() {
        // Given
        UserState state = new UserState("ann", EngineSettings.defaults());

        // When
        for (int i = 0; i < 40; i++) {
            WindowEvent event = event(EventType.VIEW_ITEM, "item-" + i, i * 24 * HOUR, i + 1);
            state.admit(event, 0, -1);
            state.add(event, (history, added) -> added, 0);
            state.store(new StateWriter());
        }

        // Then
        assertThat(state.itemMemory().items()).isEmpty();
    }

    @Test
    void shouldHalveInAHalfLife() {
        // When // Then
        double day = Duration.ofDays(1).toMillis();
        assertThat(Decay.of(0, day)).isEqualTo(1);
        assertThat(Decay.of(-5, day)).isEqualTo(1);
        assertThat(Decay.of((long) day, day)).isEqualTo(.5);
        assertThat(Decay.of((long) (day * 2.3), day)).isCloseTo(Math.pow(2, -2.3), within(1e-8));
        assertThat(Decay.of((long) (day * 100), day)).isZero();
    }

    private static WindowEvent event(EventType type, String item, long time) {
        return event(type, item, time, 1);
    }

    private static WindowEvent event(EventType type, String item, long time, long id) {
        return new WindowEvent(id, time, type, item, "shoes", null, -1, null, 1, -1, null, null);
    }
}
