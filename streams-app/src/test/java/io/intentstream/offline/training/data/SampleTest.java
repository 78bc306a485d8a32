package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.Crop;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static final EventType V = EventType.VIEW_ITEM;
    private static final EventType B = EventType.PURCHASE;

    @Test
    void shouldCountEveryCropBackFromTheFirstPurchase() {
        // Given
        SessionExample bought = session(V, V, V, B, V, V, B, V);
        SessionExample left = session(V, V, V);
        SessionExample beginsWithIt = session(B, V);
        List<SessionExample> sessions = List.of(bought, left, beginsWithIt);

        // When
        Sample crop0 = Sample.of(sessions, crop(0));
        Sample crop1 = Sample.of(sessions, crop(1));
        Sample crop5 = Sample.of(sessions, crop(5));

        // Then: who bought is positive at each crop
        assertThat(crop0.places()).containsExactly(new Sample.Place(0, 2, 1), new Sample.Place(1, 2, 1));
        assertThat(crop1.places()).containsExactly(new Sample.Place(0, 1, 1), new Sample.Place(1, 1, 1));
        assertThat(crop1.label(0)).isEqualTo(1);
        assertThat(crop1.label(1)).isZero();
        assertThat(crop5.size()).isZero();
    }

    @Test
    void shouldMeasureEarlyEventsBeforeTheCart() {
        // Given
        SessionExample carted = session(V, V, EventType.ADD_TO_CART, V, B);

        // When
        Sample early = Sample.of(List.of(carted, session(V)), new EvaluationPoint.Early());

        // Then
        assertThat(early.places())
                .containsExactly(new Sample.Place(0, 0, 1), new Sample.Place(0, 1, 1), new Sample.Place(1, 0, 1));
    }

    @Test
    void shouldNotMeasureInsideAnOrder() {
        // Given: the first two of three purchases are not the last of their order
        SessionCourse course = SessionCourse.ofInside(List.of(V, B, B, B), new boolean[] {false, true, true, false});
        SessionExample session = new SessionExample("u", events(4), new float[] {1, 0, 0, 0}, course, 1);

        // When
        Sample sample = Sample.of(List.of(session), new EvaluationPoint.EveryEvent());

        // Then
        assertThat(sample.places()).extracting(Sample.Place::event).containsExactly(0, 3);
    }

    @Test
    void shouldGiveEachSessionTheSameWeight() {
        // When
        Sample sample = Sample.of(
                List.of(session(V, V, V, V), session(V)),
                new EvaluationPoint.BySession(new EvaluationPoint.EveryEvent()));

        // Then
        assertThat(sample.places()).extracting(Sample.Place::weight).containsExactly(0.25f, 0.25f, 0.25f, 0.25f, 1f);
        assertThat(sample.predictions(new double[5]).weights()).containsExactly(0.25, 0.25, 0.25, 0.25, 1);
    }

    @Test
    void shouldSayWhyAPointIsNotMeasured() {
        // Given
        SessionExample published = new SessionExample("u", events(2), new float[] {1, 1});
        List<SessionExample> sessions = List.of(published, session(V, V));

        // When // Then
        assertThat(Sample.of(sessions, new EvaluationPoint.Early()).unmeasured(new EvaluationPoint.Early()))
                .get()
                .asString()
                .contains("the same as every event");
        assertThat(Sample.of(sessions, crop(5)).unmeasured(crop(5))).contains("of 0 scores, 0 are positive");
        assertThat(Sample.of(sessions, crop(1)).unmeasured(crop(1))).isEmpty();
    }

    @Test
    void shouldKeepBuyersWhenThinnedAndGiveOthersTheWeightOfThoseLeftOut() {
        // Given: 100 of 10,000 events belong to sessions that buy
        List<SessionExample> sessions = new ArrayList<>();
        IntStream.range(0, 50).forEach(i -> sessions.add(session(V, B)));
        IntStream.range(0, 4_950).forEach(i -> sessions.add(session(V, V)));
        Sample whole = Sample.of(sessions, new EvaluationPoint.EveryEvent());

        // When
        Sample thinned = whole.thin(1_000, new Random(1));

        // Then
        double weight =
                IntStream.range(0, thinned.size()).mapToDouble(thinned::weight).sum();
        assertThat(thinned.positives()).isEqualTo(50);
        assertThat(thinned.size()).isCloseTo(1_000, within(100));
        assertThat(weight).isCloseTo(whole.size(), within(1_000.0));
        assertThat(whole.thin(10_000, new Random(1))).isSameAs(whole);
    }

    @Test
    void shouldPickScoresOfItsEventsFromThoseOfAllEvents() {
        // Given
        Sample sample = Sample.of(List.of(session(V, V, B), session(V, V)), crop(0));

        // When
        double[] picked = sample.pick(new double[] {0, 1, 2, 10, 11});

        // Then
        assertThat(picked).containsExactly(1, 11);
        assertThat(sample.spread(picked)).containsExactly(Double.NaN, 1, Double.NaN, Double.NaN, 11);
    }

    private static EvaluationPoint crop(int hidden) {
        return new EvaluationPoint.LastVisible(new Crop(hidden));
    }

    /** A session whose purchases are orders of their own. */
    private static SessionExample session(EventType... types) {
        SessionCourse course = SessionCourse.ofInside(List.of(types), new boolean[types.length]);
        float[] labels = new float[types.length];
        for (int i = 0; i < course.lastOrder(); i++) {
            labels[i] = 1;
        }
        return new SessionExample("u", events(types.length), labels, course, 1);
    }

    private static List<FeatureVector> events(int number) {
        return Collections.nCopies(number, new FeatureVector(new float[] {0}, new int[] {0}));
    }
}
