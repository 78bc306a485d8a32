package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.engine.BasketEvents;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SpendingProperties {
    @Property(tries = 500)
    void shouldCountSameForAnyArrivalOrderOfOneOrdersEvents(
            @ForAll("order") List<ClickEvent> events, @ForAll Random random) {
        List<ClickEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);

        assertThat(spent(shuffled).sums()).isEqualTo(spent(events).sums());
    }

    @Property(tries = 200)
    void shouldWriteWhatItRead(@ForAll("order") List<ClickEvent> events) {
        byte[] bytes = encoded(spent(events));
        Spending read = new Spending();
        read.read(new StateReader(bytes));

        assertThat(encoded(read)).isEqualTo(bytes);
    }

    private static Spending spent(List<ClickEvent> events) {
        Spending spending = new Spending();
        for (ClickEvent event : events) {
            WindowEvent counted = WindowEvent.of(event, List.of());
            if (counted.type() == EventType.PURCHASE) {
                spending.buy(counted);
            } else {
                spending.refund(counted);
            }
        }
        return spending;
    }

    private static byte[] encoded(Spending spending) {
        StateWriter out = new StateWriter();
        spending.write(out);
        return out.toBytes();
    }

    /** Purchases and refunds of one order, some with prices, some without, few with a value of their own. */
    @Provide
    Arbitrary<List<ClickEvent>> order() {
        Arbitrary<EventType> types = Arbitraries.of(EventType.PURCHASE, EventType.REFUND);
        Arbitrary<int[]> products = Arbitraries.integers()
                .between(1, 5)
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(4);
        Arbitrary<Boolean> priced = Arbitraries.of(true, false);
        Arbitrary<Long> values = Arbitraries.longs().between(0, 2_000).injectNull(0.95);
        return Combinators.combine(types, products, priced, values)
                .as((type, numbers, prices, value) -> {
                    int[] distinct = Arrays.stream(numbers).distinct().toArray();
                    ClickEvent event = BasketEvents.worth(value, BasketEvents.order("e", type, 0, "A", distinct));
                    return prices ? event : BasketEvents.unpriced(event);
                })
                .list()
                .ofMaxSize(8);
    }
}
