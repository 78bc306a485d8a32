package io.intentstream.offline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricCalculatorTest {
    private static final double EXACT = 1e-12;

    @Test
    void shouldCountEventsFromEachThreshold() {
        // Given: from 0.6 on, one of two is right and one positive of two is found; from 0.9 on, nothing is selected
        MetricCalculator calculator = calculator(new int[] {1, 0, 1, 0, 0}, 0.8, 0.6, 0.4, 0.3, 0.1);

        // When
        double[] metrics = calculator.metrics();

        // Then
        assertThat(metrics[Metric.ACCURACY_MEDIUM.ordinal()]).isCloseTo(3 / 5.0, within(EXACT));
        assertThat(metrics[Metric.PRECISION_MEDIUM.ordinal()]).isCloseTo(1 / 2.0, within(EXACT));
        assertThat(metrics[Metric.RECALL_MEDIUM.ordinal()]).isCloseTo(1 / 2.0, within(EXACT));
        assertThat(metrics[Metric.F1_MEDIUM.ordinal()]).isCloseTo(1 / 2.0, within(EXACT));
        assertThat(metrics[Metric.ACCURACY_HIGH.ordinal()]).isCloseTo(3 / 5.0, within(EXACT));
        assertThat(metrics[Metric.PRECISION_HIGH.ordinal()]).isNaN();
        assertThat(metrics[Metric.RECALL_HIGH.ordinal()]).isZero();
    }

    @Test
    void shouldSelectProbabilityThatRoundsToThreshold() {
        // Given: an intent rounds 0.59998 to 0.6
        MetricCalculator calculator = calculator(new int[] {1, 0}, 0.59998, 0.59994);

        // When
        double[] metrics = calculator.metrics();

        // Then
        assertThat(metrics[Metric.PRECISION_MEDIUM.ordinal()]).isEqualTo(1);
        assertThat(metrics[Metric.RECALL_MEDIUM.ordinal()]).isEqualTo(1);
    }

    @Test
    void shouldCountAnEventByItsWeight() {
        // Given: weights 1, 2 and 3, and the same events as often
        Predictions single = PredictionSamples.of(new int[] {1, 0, 1, 0}, 0.9, 0.7, 0.4, 0.2);
        Predictions weighted =
                new Predictions(single.users(), single.labels(), single.logOdds(), new double[] {1, 2, 3, 1});
        Predictions repeated = single.select(new int[] {0, 1, 1, 2, 2, 2, 3});

        // When
        double[] byWeight = new MetricCalculator(weighted, 0.3, 0.6).metrics();
        double[] byNumber = new MetricCalculator(repeated, 0.3, 0.6).metrics();

        // Then
        for (Metric metric : Metric.values()) {
            assertThat(byWeight[metric.ordinal()])
                    .as(metric.title())
                    .isCloseTo(byNumber[metric.ordinal()], within(EXACT));
        }
        assertThat(weighted.baseRate()).isCloseTo(4 / 7.0, within(EXACT));
        assertThat(weighted.logLoss()).isCloseTo(repeated.logLoss(), within(EXACT));
        assertThat(new RankedScores(weighted).curve()).hasSameSizeAs(new RankedScores(repeated).curve());
        assertThat(new RankedScores(weighted).curve().get(1).selected())
                .isCloseTo(new RankedScores(repeated).curve().get(1).selected(), within(EXACT));
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
        double[] metrics = calculator(labels, probabilities).metrics();

        // Then
        assertThat(metrics[Metric.LIFT_1.ordinal()]).isCloseTo(10, within(EXACT));
        assertThat(metrics[Metric.LIFT_5.ordinal()]).isCloseTo((4 / 5.0) / 0.1, within(EXACT));
        assertThat(metrics[Metric.LIFT_10.ordinal()]).isCloseTo((5 / 10.0) / 0.1, within(EXACT));
    }

    @Test
    void shouldReturnLiftOfOneWhenAllScoresAreEqual() {
        // When
        double[] metrics =
                calculator(new int[] {1, 0, 0, 1, 0}, 0.3, 0.3, 0.3, 0.3, 0.3).metrics();

        // Then
        assertThat(metrics[Metric.LIFT_1.ordinal()]).isCloseTo(1, within(EXACT));
        assertThat(metrics[Metric.LIFT_10.ordinal()]).isCloseTo(1, within(EXACT));
    }

    @Test
    void shouldComputeRankingWithoutOtherMetrics() {
        // Given
        Predictions predictions = PredictionSamples.of(new int[] {1, 0, 1, 0, 0}, 0.8, 0.6, 0.4, 0.3, 0.1);

        // When
        double[] ranking = new MetricCalculator(predictions, 0.6, 0.9).ranking(new int[] {1, 1, 1, 1, 1});

        // Then
        double[] all = new MetricCalculator(predictions, 0.6, 0.9).metrics();
        List<Metric> computed =
                List.of(Metric.AUROC, Metric.AVERAGE_PRECISION, Metric.LIFT_1, Metric.LIFT_5, Metric.LIFT_10);
        for (Metric metric : Metric.values()) {
            double expected = computed.contains(metric) ? all[metric.ordinal()] : Double.NaN;
            assertThat(ranking[metric.ordinal()]).as(metric.id()).isEqualTo((Double) expected);
        }
    }

    @Test
    void shouldMeasureLogLossAndBrierScore() {
        // When
        double[] metrics = calculator(new int[] {1, 0}, 0.2, 0.2).metrics();

        // Then
        assertThat(metrics[Metric.LOG_LOSS.ordinal()]).isCloseTo(-(Math.log(0.2) + Math.log(0.8)) / 2, within(EXACT));
        assertThat(metrics[Metric.BRIER.ordinal()]).isCloseTo((0.64 + 0.04) / 2, within(EXACT));
    }

    @Test
    void shouldFindNoCalibrationErrorWhereFrequencyIsProbability() {
        // When
        double[] right =
                calculator(new int[] {1, 0, 0, 0, 0}, 0.2, 0.2, 0.2, 0.2, 0.2).metrics();
        double[] wrong =
                calculator(new int[] {1, 1, 1, 1, 1}, 0.2, 0.2, 0.2, 0.2, 0.2).metrics();

        // Then
        assertThat(right[Metric.CALIBRATION_ERROR.ordinal()]).isCloseTo(0, within(EXACT));
        assertThat(wrong[Metric.CALIBRATION_ERROR.ordinal()]).isCloseTo(0.8, within(EXACT));
    }

    @Test
    void shouldKeepLogLossFiniteForExtremeScores() {
        // Given
        Predictions predictions = new Predictions(new int[2], new int[] {0, 1}, new double[] {1000, 1000});

        // When
        double logLoss = new MetricCalculator(predictions, 0.6, 0.9).metrics()[Metric.LOG_LOSS.ordinal()];

        // Then
        assertThat(logLoss).isCloseTo(500, within(1e-9)).isEqualTo(predictions.logLoss());
    }

    private static MetricCalculator calculator(int[] labels, double... probabilities) {
        return new MetricCalculator(PredictionSamples.of(labels, probabilities), 0.6, 0.9);
    }
}
