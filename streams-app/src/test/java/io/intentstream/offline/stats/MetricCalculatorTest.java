package io.intentstream.offline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricCalculatorTest {
    private static final double EXACT = 1e-12;

    @Test
    void shouldCountWhatTheThresholdsSelect() {
        // Given: from 0.6 on, one of two is right and one positive of two is found; from 0.9 on, nothing is selected
        MetricCalculator panel = panel(new int[] {1, 0, 1, 0, 0}, 0.8, 0.6, 0.4, 0.3, 0.1);

        // When
        double[] figures = panel.figures();

        // Then
        assertThat(figures[Metric.ACCURACY_MEDIUM.ordinal()]).isCloseTo(3 / 5.0, within(EXACT));
        assertThat(figures[Metric.PRECISION_MEDIUM.ordinal()]).isCloseTo(1 / 2.0, within(EXACT));
        assertThat(figures[Metric.RECALL_MEDIUM.ordinal()]).isCloseTo(1 / 2.0, within(EXACT));
        assertThat(figures[Metric.F1_MEDIUM.ordinal()]).isCloseTo(1 / 2.0, within(EXACT));
        assertThat(figures[Metric.ACCURACY_HIGH.ordinal()]).isCloseTo(3 / 5.0, within(EXACT));
        assertThat(figures[Metric.PRECISION_HIGH.ordinal()]).isNaN();
        assertThat(figures[Metric.RECALL_HIGH.ordinal()]).isZero();
    }

    @Test
    void shouldSelectWhatRoundsToTheThreshold() {
        // Given: an intent carries 0.59998 as 0.6
        MetricCalculator panel = panel(new int[] {1, 0}, 0.59998, 0.59994);

        // When
        double[] figures = panel.figures();

        // Then
        assertThat(figures[Metric.PRECISION_MEDIUM.ordinal()]).isEqualTo(1);
        assertThat(figures[Metric.RECALL_MEDIUM.ordinal()]).isEqualTo(1);
    }

    @Test
    void shouldMeasureLiftOverTheBaseRate() {
        // Given: 100 events, 10 positive, of which the top 10 hold 5, the top 5 hold 4 and the very first is one
        int[] labels = new int[100];
        double[] probabilities = new double[100];
        for (int i = 0; i < 100; i++) {
            labels[i] = i < 4 || i == 7 || i >= 95 ? 1 : 0;
            probabilities[i] = 0.9 - i / 200.0;
        }

        // When
        double[] figures = panel(labels, probabilities).figures();

        // Then
        assertThat(figures[Metric.LIFT_1.ordinal()]).isCloseTo(10, within(EXACT));
        assertThat(figures[Metric.LIFT_5.ordinal()]).isCloseTo((4 / 5.0) / 0.1, within(EXACT));
        assertThat(figures[Metric.LIFT_10.ordinal()]).isCloseTo((5 / 10.0) / 0.1, within(EXACT));
    }

    @Test
    void shouldGiveALiftOfOneWhenAllScoresAreEqual() {
        // When
        double[] figures =
                panel(new int[] {1, 0, 0, 1, 0}, 0.3, 0.3, 0.3, 0.3, 0.3).figures();

        // Then
        assertThat(figures[Metric.LIFT_1.ordinal()]).isCloseTo(1, within(EXACT));
        assertThat(figures[Metric.LIFT_10.ordinal()]).isCloseTo(1, within(EXACT));
    }

    private static MetricCalculator panel(int[] labels, double... probabilities) {
        return new MetricCalculator(PredictionSamples.of(labels, probabilities), 0.6, 0.9);
    }
}
