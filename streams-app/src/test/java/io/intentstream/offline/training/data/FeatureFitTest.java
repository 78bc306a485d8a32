package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.Shoppers;
import io.intentstream.schema.EventType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureFitTest {
    private final FeatureSpec features =
            FeatureFit.of(new Shoppers(1).draw(60), new HistoryFold(EngineSettings.defaults()), Set.of(), null);

    @Test
    void shouldOmitFeaturesThatAreAbsentFromData() {
        // Then: the events of these shoppers have no price, brand, channel or page type
        assertThat(features.numeric())
                .extracting(FeatureSpec.Numeric::name)
                .contains("log_interval", "session_carts", "item_repeats")
                .doesNotContain("log_price", "relative_price", "brand_affinity", "log_cart_value", "lifetime_events");
        assertThat(features.categorical())
                .extracting(FeatureSpec.Categorical::name)
                .containsExactly("event_type", "category");
    }

    @Test
    void shouldIncludeEveryEventTypeAndCommonCategories() {
        // Then
        assertThat(features.categorical().get(0).vocabulary()).hasSize(EventType.values().length);
        assertThat(features.categorical().get(1).vocabulary())
                .containsExactlyInAnyOrder("category0", "category1", "category2", "category3", "category4");
    }

    @Test
    void shouldCreateFeaturesForPagesAndNumericAttributes() {
        // Given
        List<UserEvents> users = new Shoppers(1)
                .draw(60).stream()
                        .map(user -> new UserEvents(
                                user.userId(),
                                user.events().stream()
                                        .map(FeatureFitTest::onAPage)
                                        .toList()))
                        .toList();

        // When
        FeatureSpec fitted = FeatureFit.of(users, new HistoryFold(EngineSettings.defaults()), Set.of(), null);

        // Then
        assertThat(fitted.numeric())
                .extracting(FeatureSpec.Numeric::name)
                .contains("page_count:0", "since_page:1", "attribute:minute", "page_repeats")
                .doesNotContain("attribute:word");
        assertThat(fitted.categorical())
                .extracting(FeatureSpec.Categorical::name)
                .contains("page_type", "previous_page");
    }

    @Test
    void shouldLeaveOutNamedFeaturesAndFamilies() {
        // When
        FeatureSpec fitted = FeatureFit.of(
                new Shoppers(1).draw(60),
                new HistoryFold(EngineSettings.defaults()),
                Set.of("log_interval", "since_event:", "page_count:", "category"),
                null);

        // Then: page_count: names a family of which these shoppers have no member
        assertThat(features.numeric())
                .extracting(FeatureSpec.Numeric::name)
                .contains("log_interval", "since_event:VIEW_ITEM", "event_count:VIEW_ITEM");
        assertThat(fitted.numeric())
                .extracting(FeatureSpec.Numeric::name)
                .contains("event_count:VIEW_ITEM")
                .doesNotContain("log_interval")
                .noneMatch(name -> name.startsWith("since_event:"));
        assertThat(fitted.categorical())
                .extracting(FeatureSpec.Categorical::name)
                .containsExactly("event_type");
    }

    @Test
    void shouldSayThatThereIsNoSuchFeatureToLeaveOut() {
        // When / Then
        assertThatThrownBy(() -> FeatureFit.of(
                        new Shoppers(1).draw(60),
                        new HistoryFold(EngineSettings.defaults()),
                        Set.of("log_intervall"),
                        null))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("--leave-out log_intervall: there is no such feature.")
                .hasMessageContaining("log_interval,");
    }

    private static WindowEvent onAPage(WindowEvent event) {
        String page = Long.toString(event.time() % 2);
        return new WindowEvent(
                event.id(),
                event.time(),
                event.type(),
                null,
                null,
                null,
                -1,
                null,
                1,
                -1,
                page,
                null,
                Map.of("minute", Long.toString(event.time() / 60_000 % 60), "word", "blue"),
                null);
    }

    @Test
    void shouldFitNormalisationToPresentValues() {
        // Given: within a session these shoppers' events come 10 to 110 seconds apart
        FeatureSpec.Numeric interval = features.numeric().get(0);

        // Then
        assertThat(interval.name()).isEqualTo("log_interval");
        assertThat(interval.mean()).isBetween(Math.log1p(10), Math.log1p(110));
        assertThat(interval.deviation()).isBetween(0.1, 1.5);
    }
}
