package io.intentstream.offline.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.stats.RankedScores;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTest {
    private static final int EVENTS = 5000;

    private final RankedScores scores = new RankedScores(predictions());
    private final Curves curves = Curves.of(scores);

    @Test
    void shouldKeepFirstAndLastPointOfThinnedCurve() {
        // Then
        List<RankedScores.Point> all = scores.curve();
        assertThat(curves.points())
                .hasSizeBetween(50, 300)
                .startsWith(all.get(0))
                .endsWith(all.get(all.size() - 1));
    }

    @Test
    void shouldCalibrateByTenthsOfTheEventsFromTheLeastProbableOn() {
        // Then
        assertThat(curves.calibration())
                .hasSize(10)
                .allSatisfy(bin -> assertThat(bin.events()).isEqualTo(EVENTS / 10));
        assertThat(curves.calibration())
                .extracting(Curves.CalibrationBin::probability)
                .isSorted();
        assertThat(curves.calibration().get(9).frequency()).isCloseTo(0.5, within(0.01));
    }

    /** Every score is another one, and every second event is positive. */
    private static Predictions predictions() {
        int[] labels = new int[EVENTS];
        double[] scores = new double[EVENTS];
        Arrays.setAll(labels, i -> i % 2);
        Arrays.setAll(scores, i -> i / (double) EVENTS);
        return new Predictions(new int[EVENTS], labels, scores);
    }
}
