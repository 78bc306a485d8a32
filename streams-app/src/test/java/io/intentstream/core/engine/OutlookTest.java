package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.audience.MembershipEvaluator.Standing;
import io.intentstream.core.condition.Facts;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final Map<String, String> WHY = Map.of("a", "1");

    @Test
    void shouldSayWhenMembershipsEndAndBegin() {
        // Given somebody who leaves one audience at 30 and enters another at 50
        LongFunction<List<Standing>> user = now -> List.of(
                new Standing("leaves", now < 30 ? 5 : -1, WHY, now < 30 ? 30 : Facts.NEVER),
                new Standing("enters", now < 50 ? -1 : 50, WHY, now < 50 ? 50 : Facts.NEVER),
                new Standing("stays", 7, WHY, Facts.NEVER));

        // When
        UserView.Memberships memberships = Outlook.of(10, user);

        // Then
        assertThat(memberships)
                .isEqualTo(new UserView.Memberships(
                        10,
                        List.of(
                                new UserView.Membership("leaves", 5, WHY, OptionalLong.of(30)),
                                new UserView.Membership("stays", 7, WHY, OptionalLong.empty())),
                        List.of(new UserView.Upcoming("enters", 50))));
    }

    @Test
    void shouldLookAgainWhereAConditionSaysAMomentThatIsTooEarly() {
        // Given
        LongFunction<List<Standing>> user =
                now -> List.of(new Standing("leaves", now < 40 ? 5 : -1, WHY, now < 40 ? now + 10 : Facts.NEVER));

        // When
        UserView.Memberships memberships = Outlook.of(10, user);

        // Then
        assertThat(memberships.current().get(0).endsAt()).hasValue(40);
    }

    @Test
    void shouldGiveUpOnWhatNeverChanges() {
        // Given
        LongFunction<List<Standing>> user = now ->
                List.of(new Standing("endless", 5, WHY, now + 1), new Standing("stuck", -1, WHY, Math.min(now, 20)));

        // When
        UserView.Memberships memberships = Outlook.of(10, user);

        // Then
        assertThat(memberships.current().get(0).endsAt()).isEmpty();
        assertThat(memberships.upcoming()).isEmpty();
    }

    @Test
    void shouldSayTheFirstChangeOfSeveral() {
        // Given
        LongFunction<List<Standing>> user = now -> List.of(
                new Standing(
                        "blinks", now < 20 || now >= 30 ? 5 : -1, WHY, now < 20 ? 20 : now < 30 ? 30 : Facts.NEVER),
                new Standing("later", now < 35 ? -1 : 35, WHY, now < 35 ? 35 : Facts.NEVER));

        // When
        UserView.Memberships memberships = Outlook.of(10, user);

        // Then
        assertThat(memberships.current().get(0).endsAt()).hasValue(20);
        assertThat(memberships.upcoming()).containsExactly(new UserView.Upcoming("later", 35));
    }
}
