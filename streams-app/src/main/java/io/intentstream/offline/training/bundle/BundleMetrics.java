package io.intentstream.offline.training.bundle;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code metrics.json} of a bundle holds.
 *
 * @param network the network on the test users, calibrated on the validation users
 * @param logisticRegression the baseline on the same events, calibrated in the same way
 * @param lead of the network over the baseline
 * @param crops the same with the last events of each visit hidden, where both outcomes occur
 * @param medium what MEDIUM and HIGH together catch of the test users' events
 * @param high what HIGH catches of them
 * @param dataSets the same figures by data set; empty when there is only one
 * @param categories how well the category of a purchase is told; null when the network tells no categories or the test
 *     users bought nothing that names one
 */
public record BundleMetrics(
        HoldoutMetrics network,
        HoldoutMetrics logisticRegression,
        PairedDifference lead,
        List<AtCrop> crops,
        Bands.Catch medium,
        Bands.Catch high,
        List<ByDataSet> dataSets,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Categories categories) {

    /**
     * Figures on the test users of one data set.
     *
     * @param name the data set
     * @param network the network, calibrated on the validation users of all data sets
     * @param logisticRegression the baseline, calibrated in the same way
     * @param lead of the network over the baseline
     */
    record ByDataSet(String name, HoldoutMetrics network, HoldoutMetrics logisticRegression, PairedDifference lead) {}

    /**
     * Figures at one event of each test visit, of all data sets: the last one when the visit's end is hidden.
     *
     * @param hidden how many events are hidden
     * @param network the network
     * @param logisticRegression the baseline
     * @param lead of the network over the baseline
     */
    record AtCrop(int hidden, HoldoutMetrics network, HoldoutMetrics logisticRegression, PairedDifference lead) {}

    /**
     * How often the category of the next purchase of the visit is among the three likeliest, over all events before a
     * purchase that names one.
     *
     * @param events such events of the test users
     * @param mix the manifest's {@code categoryMix}
     * @param byVisit part of the events when categories are told by their part in the visit's events alone
     * @param byNetwork part of the events when the network alone tells them
     * @param byMix part of the events with the mix
     */
    public record Categories(int events, double mix, double byVisit, double byNetwork, double byMix) {}

    public BundleMetrics withCategories(@Nullable Categories figures) {
        return new BundleMetrics(network, logisticRegression, lead, crops, medium, high, dataSets, figures);
    }

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
