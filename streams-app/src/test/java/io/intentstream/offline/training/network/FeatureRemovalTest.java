package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.data.HistoryFold;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.EventType;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureRemovalTest {
    private static final FeatureSpec FEATURES = new FeatureSpec(
            Stream.of(
                            "log_interval",
                            "page_repeats",
                            "same_page",
                            "since_same_page",
                            "page_streak",
                            "page_changes",
                            "page_variety",
                            "session_views",
                            "page_count:list",
                            "since_page:list",
                            "page_time:list")
                    .map(name -> new FeatureSpec.Numeric(name, 0.4, 0.5))
                    .toList(),
            List.of(
                    new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0),
                    new FeatureSpec.Categorical("page_type", List.of("list", "product"), 0),
                    new FeatureSpec.Categorical("previous_page", List.of("list", "product"), 0),
                    new FeatureSpec.Categorical("category", List.of("shoes"), 0),
                    new FeatureSpec.Categorical("brand", List.of("acme"), 0)));

    private final List<WindowEvent> events = List.of(
            event(0, "list", "shoes"),
            event(9_000, "product", "shoes"),
            event(20_000, "list", "shoes"),
            event(41_000, "list", "shoes"));

    @Test
    void shouldShowEventsAsShopWithoutPageTypesRecordsThem() {
        // Given
        List<FeatureVector> recorded = features(events);
        List<WindowEvent> withoutPages =
                events.stream().map(event -> event.moved(event.time(), null)).toList();

        // When
        recorded.forEach(event -> FeatureRemoval.ofPageTypes(FEATURES).apply(event.numeric(), event.categorical()));

        // Then: they are what the engine computes of events without page types
        List<FeatureVector> expected = features(withoutPages);
        for (int i = 0; i < events.size(); i++) {
            assertThat(recorded.get(i).numeric())
                    .containsExactly(expected.get(i).numeric());
            assertThat(recorded.get(i).categorical())
                    .containsExactly(expected.get(i).categorical());
        }
    }

    @Test
    void shouldRemoveCategoryAndBrandAlone() {
        // Given
        FeatureVector event = features(events).get(1);
        float[] numeric = event.numeric().clone();

        // When
        FeatureRemoval.ofCatalogue(FEATURES).apply(event.numeric(), event.categorical());

        // Then
        assertThat(event.categorical()).containsExactly(1, 2, 1, 0, 0);
        assertThat(event.numeric()).containsExactly(numeric);
    }

    private static List<FeatureVector> features(List<WindowEvent> events) {
        FeatureSet features = new FeatureSet(FEATURES);
        return HistoryFold.withGap(Duration.ofMinutes(30))
                .sessions(new UserEvents("u", events), features::of)
                .get(0);
    }

    private static WindowEvent event(long time, String page, String category) {
        return new WindowEvent(time, time, EventType.VIEW_ITEM, "item", category, "acme", -1, null, 1, -1, page, null);
    }
}
