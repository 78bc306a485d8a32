package io.intentstream.offline.training.bundle;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.intentstream.offline.training.data.EvaluationPoint;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code metrics.json} of a bundle holds, measured on the test users.
 *
 * @param points metrics at each evaluation point where both outcomes occur, the headline first
 * @param validationLoss the losses by which the network is judged to be worth its recurrent part
 * @param medium what MEDIUM and HIGH together catch
 * @param high what HIGH catches
 * @param dataSets the same by data set; empty when there is only one
 * @param networkLearntFrom what the measured network learnt from, in words
 * @param regressionLearntFrom what the regression learnt from, in words
 * @param boostingLearntFrom what boosting learnt from, in words; why it was not measured, where it was not
 * @param categories how well the category of a purchase is predicted; null when the network predicts none or the test
 *     users bought nothing that names one
 */
public record BundleMetrics(
        List<AtPoint> points,
        ValidationLoss validationLoss,
        Bands.Catch medium,
        Bands.Catch high,
        List<ByDataSet> dataSets,
        String networkLearntFrom,
        String regressionLearntFrom,
        @Nullable String boostingLearntFrom,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Categories categories) {

    /**
     * Metrics at an evaluation point.
     *
     * @param point the point's name in files
     * @param title the point's name for people
     */
    record AtPoint(
            String point, String title, @JsonUnwrapped HoldoutComparison comparison) {}

    /** Metrics on the sessions of one data set. */
    record ByDataSet(String name, List<AtPoint> points) {}

    /**
     * Mean loss on the scored events of the validation users, all models calibrated there, in nats.
     *
     * @param network of the network
     * @param logisticRegression of the better of two regressions: the one on three events, and the one on the latest event
     *     from which training starts
     */
    record ValidationLoss(double network, double logisticRegression) {
        /** A smaller difference is noise of 32-bit floats. */
        private static final double LEAST_DIFFERENCE = 5e-5;

        /** Whether the network is better than regressions, which have no memory beyond three events. */
        boolean isLower() {
            return network < logisticRegression - LEAST_DIFFERENCE;
        }
    }

    /** The metrics after every event, where training requires both outcomes. */
    public HoldoutComparison everyEvent() {
        String everyEvent = new EvaluationPoint.EveryEvent().id();
        return points.stream()
                .filter(point -> point.point().equals(everyEvent))
                .findFirst()
                .orElseThrow()
                .comparison();
    }

    /**
     * How often the category of the session's next purchase is among the three likeliest, over all events before a
     * purchase that names one.
     *
     * @param events such events of the test users
     * @param mix the manifest's {@code categoryMix}
     * @param bySession share of such events when categories are ranked by their share of the session's events alone
     * @param byNetwork share of such events when the network alone ranks them
     * @param byMix share of such events with the mix
     */
    public record Categories(int events, double mix, double bySession, double byNetwork, double byMix) {}

    /** The same with metrics of categories. */
    public BundleMetrics withCategories(@Nullable Categories measured) {
        return new BundleMetrics(
                points,
                validationLoss,
                medium,
                high,
                dataSets,
                networkLearntFrom,
                regressionLearntFrom,
                boostingLearntFrom,
                measured);
    }

    /** The content of {@code metrics.json}. */
    public byte[] toJson() {
        JsonMapper json = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .build();
        try {
            return (json.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
