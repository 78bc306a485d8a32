package io.intentstream.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Features of the time, the order and the pace in which a session moves over page types. */
class PageFeaturesTest {

    @Test
    void shouldSumTheTimeOnAPageTypeUpToTheEvent() {
        // Given: 10 s and later 5 s on the list, 20 s on a product
        List<PageView> session = List.of(at(0, "list"), at(10, "product"), at(30, "list"), at(35, "product"));

        // When
        List<Double> list = values(session, NumericFamily.PAGE_TIME.of("list")::of);
        List<Double> product = values(session, NumericFamily.PAGE_TIME.of("product")::of);

        // Then
        assertSeconds(list, 0, 10, 10, 15);
        assertSeconds(product, 0, 0, 20, 20);
    }

    @Test
    void shouldStartFromZeroInEachSession() {
        // Given
        List<PageView> sessions = List.of(at(0, "list"), at(10, "list"), at(10_000, "list"), at(10_003, "list"));

        // When
        List<Double> time = values(sessions, NumericFamily.PAGE_TIME.of("list")::of);
        List<Double> streak = values(sessions, NumericFeature.PAGE_STREAK::value);
        List<Double> slowest = values(sessions, NumericFeature.SLOWEST_STEP::value);

        // Then
        assertSeconds(time, 0, 10, 0, 3);
        assertSeconds(streak, 0, 1, 0, 1);
        assertSeconds(slowest, Double.NaN, 10, Double.NaN, 3);
    }

    @Test
    void shouldCountStreaksAndChangesOfPages() {
        // Given
        List<PageView> session =
                List.of(at(0, "list"), at(1, "list"), at(2, "list"), at(3, "cart"), at(4, null), at(5, "cart"));

        // When
        List<Double> streak = values(session, NumericFeature.PAGE_STREAK::value);
        List<Double> changes = values(session, NumericFeature.PAGE_CHANGES::value);

        // Then
        assertSeconds(streak, 0, 1, 2, 0, Double.NaN, 0);
        assertSeconds(changes, 0, 0, 0, 1, Double.NaN, 3);
    }

    @Test
    void shouldFindTheSlowestStepUpToTheEvent() {
        // Given
        List<PageView> session = List.of(at(0, "list"), at(4, "list"), at(6, "list"), at(30, "list"), at(31, "list"));

        // When
        List<Double> slowest = values(session, NumericFeature.SLOWEST_STEP::value);

        // Then
        assertSeconds(slowest, Double.NaN, 4, 4, 24, 24);
    }

    private record PageView(long second, String page) {}

    private static PageView at(long second, String page) {
        return new PageView(second, page);
    }

    private static List<Double> values(List<PageView> views, NumericValue feature) {
        History history = new History(EngineSettings.defaults());
        List<Double> values = new ArrayList<>();
        for (PageView event : views) {
            WindowEvent windowEvent = new WindowEvent(
                    values.size(),
                    1_000 * event.second(),
                    EventType.PAGE_VIEW,
                    null,
                    null,
                    null,
                    -1,
                    null,
                    1,
                    -1,
                    event.page(),
                    null);
            history.begin(windowEvent);
            values.add(feature.of(history, windowEvent));
            history.apply(windowEvent);
        }
        return values;
    }

    /** All these features are ln(1 + x). */
    private static void assertSeconds(List<Double> values, double... expected) {
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isNaN(expected[i])) {
                assertThat(values.get(i)).isNaN();
            } else {
                assertThat(Math.expm1(values.get(i))).isCloseTo(expected[i], within(1e-9));
            }
        }
    }
}
