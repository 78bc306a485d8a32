package io.intentstream.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.session.SessionCourse.Step;
import io.intentstream.schema.EventType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCourseTest {

    @Test
    void shouldJoinPurchasesWithoutIdThatAreAtMostAMinuteApart() {
        // When
        SessionCourse course = course(view(0), buy(10), buy(70), view(80), buy(131), view(200), buy(201));

        // Then: 60 seconds, then 61, then 70
        assertThat(course.begun()).containsExactly(false, true, false, false, true, false, true);
        assertThat(course.inside()).containsExactly(false, true, false, false, false, false, false);
        assertThat(course.lastOrder()).isEqualTo(6);
    }

    @Test
    void shouldJoinPurchasesOfOneIdWhateverTheirDistance() {
        // When
        SessionCourse course = course(order(0, 7), view(300), order(600, 7), order(601, 8), view(700));

        // Then
        assertThat(course.begun()).containsExactly(true, false, false, true, false);
        assertThat(course.inside()).containsExactly(true, true, false, false, false);
    }

    @Test
    void shouldBeginNoOrderThatAnEarlierSessionBegan() {
        // When
        SessionCourse course = course(view(0), new Step(EventType.PURCHASE, 1_000, 7, true), buy(30), view(40));

        // Then
        assertThat(course.begun()).containsOnly(false);
        assertThat(course.inside()).containsExactly(false, true, false, false);
        assertThat(course.lastOrder()).isZero();
        assertThat(course.end()).isEqualTo(1);
    }

    @Test
    void shouldCallEventsBeforeCartAndCheckoutEarly() {
        // When // Then
        for (EventType type : List.of(
                EventType.ADD_TO_CART,
                EventType.VIEW_CART,
                EventType.BEGIN_CHECKOUT,
                EventType.ADD_SHIPPING_INFO,
                EventType.ADD_PAYMENT_INFO,
                EventType.PURCHASE)) {
            SessionCourse course = course(view(0), view(1), new Step(type, 2_000, 0, false), view(3));
            assertThat(course.early()).as(type.name()).isEqualTo(2);
        }
        assertThat(course(view(0), new Step(EventType.REMOVE_FROM_CART, 1, 0, false))
                        .early())
                .isEqualTo(2);
    }

    @Test
    void shouldEndBeforeTheFirstPurchase() {
        // When // Then
        assertThat(course(view(0), view(1), buy(2), view(3), buy(90)).end()).isEqualTo(2);
        assertThat(course(buy(0), view(1)).end()).isZero();
        assertThat(course(view(0), view(1)).end()).isEqualTo(2);
    }

    private static SessionCourse course(Step... steps) {
        return SessionCourse.of(Arrays.asList(steps));
    }

    private static Step view(int second) {
        return new Step(EventType.VIEW_ITEM, 1_000L * second, 0, false);
    }

    private static Step buy(int second) {
        return order(second, 0);
    }

    private static Step order(int second, long id) {
        return new Step(EventType.PURCHASE, 1_000L * second, id, false);
    }
}
