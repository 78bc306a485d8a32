package io.intentstream.offline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Properties of metrics that hold for all scores. */
class MetricProperties {
    private static final double CLOSE = 1e-9;

    @Property(tries = 100)
    void shouldNotChangeRankingWhenScoresAreStretched(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 80) int size) {
        // Given
        Predictions predictions = draw(seed, size);

        // When
        Predictions stretched = predictions.map(score -> 3 * score + 1);

        // Then
        assertThat(Ranking.auroc(stretched)).isCloseTo(Ranking.auroc(predictions), within(CLOSE));
        assertThat(Ranking.averagePrecision(stretched)).isCloseTo(Ranking.averagePrecision(predictions), within(CLOSE));
    }

    @Property(tries = 100)
    void shouldMirrorAurocWhenScoresAreReversed(@ForAll long seed, @ForAll @IntRange(min = 2, max = 80) int size) {
        // Given
        Predictions predictions = draw(seed, size);

        // When
        double reversed = Ranking.auroc(predictions.map(score -> -score));

        // Then
        assertThat(reversed).isCloseTo(1 - Ranking.auroc(predictions), within(CLOSE));
    }

    @Property(tries = 100)
    void shouldWeighRepeatedlyDrawnUserLikeCopies(@ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int size) {
        // Given
        Predictions predictions = draw(seed, size);
        int[] times = new Random(seed).ints(size, 0, 4).toArray();
        times[0] = 1;
        times[1] = 1;
        int[] copies = new int[Arrays.stream(times).sum()];
        int next = 0;
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < times[i]; k++) {
                copies[next++] = i;
            }
        }

        // When
        double[] weighted = new MetricCalculator(predictions, 0.4, 0.7).metrics(times);
        double[] copied = new MetricCalculator(predictions.select(copies), 0.4, 0.7).metrics();

        // Then
        for (Metric metric : Metric.values()) {
            if (Double.isNaN(copied[metric.ordinal()])) {
                assertThat(weighted[metric.ordinal()]).as(metric.id()).isNaN();
            } else {
                assertThat(weighted[metric.ordinal()])
                        .as(metric.id())
                        .isCloseTo(copied[metric.ordinal()], within(CLOSE));
            }
        }
    }

    @Property(tries = 100)
    void shouldEqualAreaUnderPlottedCurve(@ForAll long seed, @ForAll @IntRange(min = 2, max = 80) int size) {
        // Given
        Predictions predictions = draw(seed, size);

        // When
        double area = 0;
        RankedScores.Point before = new RankedScores.Point(0, 0, 0, 1);
        for (RankedScores.Point point : new RankedScores(predictions).curve()) {
            area += (point.fallout() - before.fallout()) * (point.recall() + before.recall()) / 2;
            before = point;
        }

        // Then
        assertThat(area).isCloseTo(Ranking.auroc(predictions), within(CLOSE));
    }

    @Property(tries = 100)
    void shouldKeepTheBrierScoreAboveTheSquareOfTheCalibrationError(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 80) int size) {
        // When: by Jensen, a mean distance is at most the root of the mean square
        double[] metrics = new MetricCalculator(draw(seed, size), 0.4, 0.7).metrics();

        // Then
        double error = metrics[Metric.CALIBRATION_ERROR.ordinal()];
        assertThat(error * error).isLessThanOrEqualTo(metrics[Metric.BRIER.ordinal()] + CLOSE);
    }

    /** Both outcomes occur, coarse scores cause ties, and every event belongs to another user. */
    private static Predictions draw(long seed, int size) {
        Random random = new Random(seed);
        int[] users = new int[size];
        int[] labels = new int[size];
        double[] scores = new double[size];
        for (int i = 0; i < size; i++) {
            users[i] = i;
            labels[i] = i == 0 ? 1 : i == 1 ? 0 : random.nextInt(2);
            scores[i] = random.nextInt(12) / 4.0 - 1.5;
        }
        return new Predictions(users, labels, scores);
    }
}
