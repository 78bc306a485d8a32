package io.intentstream.core.engine;

import static io.intentstream.core.engine.BasketEvents.order;
import static io.intentstream.core.engine.BasketEvents.singleItem;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.StateWriter;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Monetary;
import io.intentstream.schema.UserProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BasketProperties {
    private final EngineSettings settings = EngineSettings.defaults();
    private final JavaLstm model = JavaLstm.ofAllFeatures(7);

    @Property(tries = 200)
    void shouldReachSameStateForAnyArrivalOrderWithinWindow(
            @ForAll("baskets") List<ClickEvent> events, @ForAll Random random) {
        List<ClickEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        Users inOrder = new Users(settings, model);
        Users anyOrder = new Users(settings, model);

        inOrder.oneByOne(events);
        anyOrder.oneByOne(shuffled);

        assertThat(anyOrder.state("ann")).isEqualTo(inOrder.state("ann"));
    }

    /** Whatever the window still holds, orders and what is left of their value depend on the events alone. */
    @Property(tries = 200)
    void shouldCountSameOrdersForAnyArrivalOrderAcrossWindow(
            @ForAll("baskets") List<ClickEvent> events, @ForAll Random random) {
        List<ClickEvent> far = LongStream.range(0, events.size())
                .mapToObj(i -> later(events.get((int) i), i * 14_400))
                .toList();
        List<ClickEvent> shuffled = new ArrayList<>(far);
        Collections.shuffle(shuffled, random);
        Users inOrder = new Users(smallWindow(), model);
        Users anyOrder = new Users(smallWindow(), model);

        UserProfile expected = last(inOrder, far);
        UserProfile found = last(anyOrder, shuffled);

        assertThat(found.getOrders()).isEqualTo(expected.getOrders());
        assertThat(found.getMonetary()).isEqualTo(expected.getMonetary());
    }

    @Property(tries = 200)
    void shouldDecodeEncodedStateToSameBytes(@ForAll("baskets") List<ClickEvent> events) {
        Users users = new Users(settings, model);
        users.apply(events);

        byte[] state = users.state("ann");
        assertThat(WholeStates.read(state, settings).encode(new StateWriter())).isEqualTo(state);
    }

    @Property(tries = 200)
    void shouldContinueFromStoredStateAsFromCachedState(
            @ForAll("baskets") List<ClickEvent> events, @ForAll Random random) {
        Users kept = new Users(smallWindow(), model);
        Users read = new Users(smallWindow(), model);
        List<Outcome> outcomes = new ArrayList<>();

        for (ClickEvent event : events) {
            if (random.nextBoolean()) {
                read.restart();
            }
            outcomes.addAll(read.apply(event));
        }

        assertThat(outcomes).isEqualTo(kept.oneByOne(events));
        assertThat(read.state("ann")).isEqualTo(kept.state("ann"));
    }

    @Property(tries = 200)
    void shouldReadOrderInSeveralEventsAsOrderInOneEvent(
            @ForAll("baskets") List<ClickEvent> before, @ForAll @IntRange(min = 1, max = 8) int products) {
        int[] numbers =
                new Random(products).ints(1, 50).distinct().limit(products).toArray();
        Users whole = new Users(settings, model);
        Users split = new Users(settings, model);
        whole.apply(before);
        split.apply(before);

        UserProfile once = last(whole, List.of(order("whole", EventType.PURCHASE, 9_000, "Z", numbers)));
        List<ClickEvent> parts = new ArrayList<>();
        for (int number : numbers) {
            ClickEvent part = order("part " + number, EventType.PURCHASE, 9_000, "Z", number);
            parts.add(number % 2 == 0 ? part : singleItem(part));
        }
        UserProfile inParts = last(split, parts);

        assertThat(inParts.getOrders()).isEqualTo(once.getOrders());
        assertThat(inParts.getMonetary()).isEqualTo(once.getMonetary());
        assertThat(inParts.getCart()).isEqualTo(once.getCart());
        assertThat(inParts.getTopCategories()).isEqualTo(once.getTopCategories());
        assertThat(inParts.getLifetimeCounts()).isEqualTo(once.getLifetimeCounts());
    }

    @Property(tries = 200)
    void shouldNeverTakeBackMoreThanWasBought(@ForAll("baskets") List<ClickEvent> events) {
        Users users = new Users(settings, model);

        UserProfile profile = last(users, events);

        assertThat(profile.getMonetary())
                .extracting(Monetary::getTotalMinor)
                .allSatisfy(total -> assertThat(total).isNotNegative());
    }

    private static UserProfile last(Users users, List<ClickEvent> events) {
        List<Outcome> outcomes = users.oneByOne(events);
        return Users.profile(outcomes.get(outcomes.size() - 1));
    }

    private static ClickEvent later(ClickEvent event, long seconds) {
        event.setEventTime(event.getEventTime().plusSeconds(seconds));
        return event;
    }

    private EngineSettings smallWindow() {
        return new EngineSettings(
                settings.sessionGap(),
                32,
                Duration.ofMinutes(30),
                settings.affinityHalfLife(),
                settings.userTtl(),
                false);
    }

    /** A session of up to 60 events of a cart, three orders and their refunds, in order. */
    @Provide
    Arbitrary<List<ClickEvent>> baskets() {
        Arbitrary<int[]> products =
                Arbitraries.integers().between(1, 9).array(int[].class).ofMaxSize(5);
        Arbitrary<EventType> types = Arbitraries.of(
                EventType.VIEW_ITEM,
                EventType.VIEW_ITEM_LIST,
                EventType.ADD_TO_CART,
                EventType.REMOVE_FROM_CART,
                EventType.BEGIN_CHECKOUT,
                EventType.PURCHASE,
                EventType.PURCHASE,
                EventType.REFUND);
        Arbitrary<String> orders = Arbitraries.of("A", "B", "C").injectNull(0.2);
        Arbitrary<Long> values = Arbitraries.longs().between(0, 3_000).injectNull(0.6);
        Arbitrary<Boolean> priced = Arbitraries.of(true, false);
        Arbitrary<Boolean> single = Arbitraries.of(true, false);
        return Combinators.combine(types, orders, products, values, priced, single)
                .as((type, order, numbers, value, prices, one) -> {
                    int[] distinct = Arrays.stream(numbers).distinct().toArray();
                    ClickEvent event = BasketEvents.worth(value, order("", type, 0, order, distinct));
                    if (!prices) {
                        BasketEvents.unpriced(event);
                    }
                    return one && distinct.length > 0 ? singleItem(event) : event;
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(BasketProperties::numbered);
    }

    private static List<ClickEvent> numbered(List<ClickEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            events.get(i).setEventId("e" + i);
            later(events.get(i), 60L * i);
        }
        return events;
    }
}
