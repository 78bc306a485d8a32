package io.intentstream.offline.backtest;

import static io.intentstream.offline.backtest.UserHistory.EventOutcome.NONE;
import static io.intentstream.offline.backtest.UserHistory.EventOutcome.PURCHASE;
import static io.intentstream.offline.backtest.UserHistory.EventOutcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UserHistoryTest {
    private static final Horizon SESSION = new Horizon.InSession(Histories.GAP);

    @Test
    void shouldCountPurchasesLaterInTheSameSession() {
        // Given
        String[] events = {"view@0=0", "view@10=0", "buy@20=0", "view@25=0", "view@90=0", "buy@200=0"};

        // When
        UserHistory user = Histories.of("u", SESSION, Duration.ofDays(1), events);

        // Then
        assertThat(user.outcomes()).containsExactly(PURCHASE, PURCHASE, NONE, NONE, NONE, NONE);
        assertThat(user.sessions()).extracting(UserHistory.UserSession::from).containsExactly(0, 4, 5);
    }

    @Test
    void shouldLeaveOutcomeOpenWhenRecordingEndsWithinSession() {
        // Given
        String[] events = {"view@0=0", "buy@5=0", "view@10=0"};

        // When
        UserHistory user = Histories.of("u", SESSION, Duration.ofMinutes(39), events);

        // Then
        assertThat(user.outcomes()).containsOnly(UNKNOWN);
    }

    @Test
    void shouldTakePurchasesWithinAMinuteForOneOrder() {
        // Given
        String[] events = {"view@0=0", "buy@5=0", "buy@6=0", "view@7=0", "buy@8=0"};

        // When
        UserHistory user = Histories.of("u", SESSION, Duration.ofDays(1), events);

        // Then
        assertThat(user.outcomes()).containsExactly(PURCHASE, PURCHASE, PURCHASE, PURCHASE, NONE);
        assertThat(user.sessions().get(0).course().inside()).containsExactly(false, true, false, false, false);
    }

    @Test
    void shouldCountLatePurchaseAtItsEventTime() {
        // Given
        String[] events = {"view@0=0", "view@20=0", "view@100=0", "buy@10=0", "view@110=0"};

        // When
        UserHistory user = Histories.of("u", SESSION, Duration.ofDays(1), events);

        // Then
        assertThat(user.outcomes()).containsExactly(PURCHASE, NONE, NONE, NONE, NONE);
    }

    @Test
    void shouldCountPurchasesWithinHorizonAcrossSessions() {
        // Given
        Horizon horizon = new Horizon.Within(Duration.ofHours(2), Histories.GAP);
        String[] events = {"view@0=0", "view@80=0", "buy@200=0", "view@1300=0", "view@1400=0", "buy@1410=0"};

        // When
        UserHistory user = Histories.of("u", horizon, Duration.ofMinutes(1450), events);

        // Then
        assertThat(user.outcomes()).containsExactly(NONE, PURCHASE, NONE, PURCHASE, UNKNOWN, UNKNOWN);
    }
}
