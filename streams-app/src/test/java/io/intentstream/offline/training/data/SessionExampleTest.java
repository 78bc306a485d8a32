package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionExampleTest {

    @Test
    void shouldCountRemainingEventsBeforeAndAfterPurchase() {
        // Given: event 2 is the purchase
        SessionExample session = session(1, 1, 0, 0, 0);

        // When
        int[] toCome = IntStream.range(0, 5).map(session::eventsToCome).toArray();

        // Then
        assertThat(toCome).containsExactly(1, 0, 2, 1, 0);
    }

    @Test
    void shouldKeepLabelsAndCourseOfTheFirstEvents() {
        // When
        SessionExample cut = session(1, 0, 0).first(2);

        // Then
        assertThat(cut.events()).hasSize(2);
        assertThat(cut.labels()).containsExactly(1, 0);
        assertThat(cut.purchases()).containsExactly(false, true);
    }

    @Test
    void shouldNotLearnFromEventsInsideAnOrder() {
        // Given: the order's second event is the third of the session
        SessionCourse course = SessionCourse.ofInside(
                List.of(EventType.VIEW_ITEM, EventType.PURCHASE, EventType.PURCHASE),
                new boolean[] {false, true, false});

        // When
        SessionExample session = new SessionExample("u", events(3), new float[] {1, 0, 0}, course, 4);

        // Then
        assertThat(session.weight(0)).isEqualTo(4);
        assertThat(session.weight(1)).isZero();
        assertThat(session.weight(2)).isEqualTo(4);
        assertThat(session.purchases()).containsExactly(false, true, false);
    }

    /** The purchase is where the labels fall from 1 to 0. */
    private static SessionExample session(float... labels) {
        List<EventType> types = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            types.add(i > 0 && labels[i] < labels[i - 1] ? EventType.PURCHASE : EventType.VIEW_ITEM);
        }
        return new SessionExample(
                "u", events(labels.length), labels, SessionCourse.ofInside(types, new boolean[labels.length]), 1);
    }

    private static List<FeatureVector> events(int number) {
        return Collections.nCopies(number, new FeatureVector(new float[] {0}, new int[] {0}));
    }
}
