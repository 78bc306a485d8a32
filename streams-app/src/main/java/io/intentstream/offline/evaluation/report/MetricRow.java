package io.intentstream.offline.evaluation.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.Metric;
import io.intentstream.offline.stats.MetricEstimates;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the model or a baseline at one evaluation point.
 *
 * @param id its name in files
 * @param title its name for people
 * @param fittedTo what it learnt from: {@link #EVERY_EVENT}, or one crop alone
 * @param learntFrom from how many users, which share of the data and how many events it learnt, in words
 * @param metrics every metric
 * @param lead the model's metrics minus these, with the same users drawn for both; null for the model itself
 */
public record MetricRow(
        String id,
        String title,
        String fittedTo,
        String learntFrom,
        @JsonProperty("figures") Map<Metric, Estimate> metrics,
        @Nullable Map<Metric, Estimate> lead) {
    /** What one model for all prefixes of sessions is fitted to. */
    public static final String EVERY_EVENT = "every event";

    /** The model's own row. */
    public static MetricRow ofModel(String title, String learntFrom, MetricEstimates estimates) {
        return new MetricRow("model", title, EVERY_EVENT, learntFrom, estimates.all(), null);
    }

    /** Whether it learnt from sessions cropped as they are measured. */
    public boolean refitted() {
        return !fittedTo.equals(EVERY_EVENT);
    }
}
