package io.intentstream.offline.training.bundle;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code metrics.json} of a bundle holds, measured on the test users.
 *
 * @param all after every event
 * @param crops with the last events of each session hidden, where both outcomes occur
 * @param medium what MEDIUM and HIGH together catch
 * @param high what HIGH catches
 * @param dataSets after every event, by data set; empty when there is only one
 * @param categories how well the category of a purchase is predicted; null when the network predicts none or the test
 *     users bought nothing that names one
 */
public record BundleMetrics(
        @JsonUnwrapped HoldoutComparison all,
        List<AtCrop> crops,
        Bands.Catch medium,
        Bands.Catch high,
        List<ByDataSet> dataSets,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Categories categories) {

    /** Metrics on the events of one data set. */
    record ByDataSet(String name, @JsonUnwrapped HoldoutComparison comparison) {}

    /**
     * Metrics at one event of each session, of all data sets: the last visible one.
     *
     * @param hidden how many of the session's last events are hidden
     */
    record AtCrop(int hidden, @JsonUnwrapped HoldoutComparison comparison) {}

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
    public record Categories(
            int events, double mix, @JsonProperty("byVisit") double bySession, double byNetwork, double byMix) {}

    /** The same with metrics of categories. */
    public BundleMetrics withCategories(@Nullable Categories measured) {
        return new BundleMetrics(all, crops, medium, high, dataSets, measured);
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
