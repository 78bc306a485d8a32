package io.intentstream.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.EventBasket;
import io.intentstream.core.state.EventItem;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CausalityProperties {

    @Property(tries = 300)
    void shouldNotChangeFeaturesWhenLaterEventsChange(
            @ForAll("journeys") List<WindowEvent> journey, @ForAll("journeys") List<WindowEvent> other) {
        int shared = journey.size() / 2;
        List<WindowEvent> changed = new ArrayList<>(journey.subList(0, shared));
        long last = shared == 0 ? 0 : journey.get(shared - 1).time();
        for (WindowEvent event : other) {
            changed.add(at(event, last + event.time()));
        }

        assertThat(features(changed).subList(0, shared))
                .isEqualTo(features(journey).subList(0, shared));
    }

    @Property(tries = 300)
    void shouldComputeOnlyFiniteOrMissingFeatures(@ForAll("journeys") List<WindowEvent> journey) {
        assertThat(features(journey))
                .allSatisfy(values -> assertThat(values)
                        .allSatisfy(value -> assertThat(value instanceof Double number && Double.isInfinite(number))
                                .isFalse()));
    }

    private static List<List<Object>> features(List<WindowEvent> journey) {
        History history = new History(EngineSettings.defaults());
        ConversionTable table = new ConversionTable(new ConversionCounts());
        List<List<Object>> all = new ArrayList<>();
        for (WindowEvent event : journey) {
            history.begin(event);
            List<Object> values = new ArrayList<>();
            for (NumericFeature feature : NumericFeature.values()) {
                values.add(feature.value(history, event));
            }
            for (NumericFamily family : NumericFamily.values()) {
                values.add(family.of(name(family)).of(history, event));
            }
            for (ConversionFeature feature : ConversionFeature.values()) {
                values.add(feature.from(table).of(history, event));
            }
            for (CategoricalFeature feature : CategoricalFeature.values()) {
                values.add(String.valueOf(feature.value(history, event)));
            }
            all.add(values);
            history.apply(event);
        }
        return all;
    }

    private static String name(NumericFamily family) {
        return switch (family) {
            case EVENT_COUNT, EVENT_TIME, SINCE_EVENT -> EventType.VIEW_ITEM.name();
            default -> "a";
        };
    }

    private static WindowEvent at(WindowEvent event, long time) {
        return event.moved(time, event.pageType());
    }

    @Provide
    Arbitrary<List<WindowEvent>> journeys() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c", "d").injectNull(0.2);
        Arbitrary<WindowEvent> event = Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.longs().between(1, 40L * 86_400_000),
                        Arbitraries.of(EventType.class),
                        names,
                        names,
                        names,
                        Arbitraries.longs().between(-1, 1_000_000_000_000L),
                        Arbitraries.longs()
                                .between(-1, 100_000)
                                .flatMap(dwell -> baskets().map(basket -> Map.entry(dwell, basket))))
                .as((id, time, type, item, category, brand, price, more) -> new WindowEvent(
                        id,
                        time,
                        type,
                        item,
                        category,
                        brand,
                        price,
                        "EUR",
                        1,
                        more.getKey(),
                        brand,
                        null,
                        Map.of("a", String.valueOf(price)),
                        more.getValue().orElse(null)));
        return event.list()
                .ofMaxSize(60)
                .map(events -> events.stream()
                        .sorted(Comparator.comparingLong(WindowEvent::time))
                        .toList());
    }

    private static Arbitrary<Optional<EventBasket>> baskets() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c", "d").injectNull(0.2);
        Arbitrary<List<EventItem>> items = Combinators.combine(
                        names,
                        names,
                        names,
                        Arbitraries.longs().between(-1, 1_000_000_000_000L),
                        Arbitraries.integers().between(0, 1_000_000))
                .as(EventItem::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(5);
        return Combinators.combine(
                        items,
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.longs().between(-1, 1_000_000))
                .as(EventBasket::new)
                .optional(0.4);
    }
}
