package io.intentstream.offline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.session.Crop;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.data.EvaluationPoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScoreStoreTest {
    private static final Horizon SESSION = new Horizon.InSession(Histories.GAP);
    private static final Duration RECORDED = Duration.ofDays(3);

    @Test
    void shouldUseLastVisibleEventOfEachSession() {
        // Given
        ScoreStore book = new ScoreStore(100);
        book.add(Histories.of("a", SESSION, RECORDED, "view@0=0.1", "view@1=0.2", "buy@2=0.3", "view@3=0.4"));
        book.add(Histories.of("b", SESSION, RECORDED, "view@0=0.5", "view@100=0.6", "view@101=0.7"));

        // When
        Predictions atTheEnd = predictions(book, new EvaluationPoint.LastVisible(new Crop(0)));
        Predictions before = predictions(book, new EvaluationPoint.LastVisible(new Crop(1)));

        // Then
        assertThat(atTheEnd.labels()).containsExactly(1, 0, 0);
        assertThat(atTheEnd.users()).containsExactly(0, 1, 1);
        assertThat(before.labels()).containsExactly(1, 0);
        assertThat(Math.round(before.probability(1) * 1e4)).isEqualTo(6000);
    }

    @Test
    void shouldMeasureEarlyEventsOfSessionsWhoseEndIsRecorded() {
        // Given
        ScoreStore book = new ScoreStore(100);
        book.add(Histories.of("a", SESSION, RECORDED, "view@0=0.1", "view@1=0.2", "checkout@2=0.3", "buy@3=0.4"));
        book.add(Histories.of("b", SESSION, RECORDED, "view@0=0.5", "view@4310=0.6"));

        // When
        ScoreStore.PointScores early = book.at(new EvaluationPoint.Early());
        ScoreStore.PointScores bySession = book.at(new EvaluationPoint.BySession(new EvaluationPoint.Early()));

        // Then: the recording ends ten minutes after the last event
        assertThat(early.predictions().labels()).containsExactly(1, 1, 0);
        assertThat(early.sessions()).isEqualTo(2);
        assertThat(bySession.predictions().weights()).containsExactly(0.5, 0.5, 1);
        assertThat(book.cutOff()).isEqualTo(1);
    }

    private static Predictions predictions(ScoreStore book, EvaluationPoint point) {
        return book.at(point).predictions();
    }

    @Test
    void shouldSampleSameUsersWhateverTheirOrder() {
        // Given
        ScoreStore forward = new ScoreStore(10);
        ScoreStore backward = new ScoreStore(10);

        // When
        for (int i = 0; i < 100; i++) {
            forward.add(Histories.of("user-" + i, SESSION, RECORDED, "view@0=0.1"));
            backward.add(Histories.of("user-" + (99 - i), SESSION, RECORDED, "view@0=0.1"));
        }

        // Then
        assertThat(forward.users()).isBetween(1, 10).isEqualTo(backward.users());
        assertThat(forward.keptOneOf()).isGreaterThan(4).isEqualTo(backward.keptOneOf());
    }

    @Test
    void shouldDetectWhetherTwoStoresHoldTheSameEvents() {
        // Given
        ScoreStore book = new ScoreStore(10);
        ScoreStore otherScores = new ScoreStore(10);
        ScoreStore moreEvents = new ScoreStore(10);

        // When
        book.add(Histories.of("a", SESSION, RECORDED, "view@0=0.1"));
        otherScores.add(Histories.of("a", SESSION, RECORDED, "view@0=0.7"));
        moreEvents.add(Histories.of("a", SESSION, RECORDED, "view@0=0.1", "view@1=0.1"));

        // Then
        assertThat(book.isOfTheEventsOf(otherScores)).isTrue();
        assertThat(book.isOfTheEventsOf(moreEvents)).isFalse();
    }
}
