package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.Metric;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the model or of a baseline, seen from one vantage.
 *
 * @param id its name in files
 * @param title its name for people
 * @param fittedTo what it learnt from: {@link #EVERY_EVENT}, or one crop alone
 * @param figures every figure
 * @param lead by how much the model's figures are greater than these, drawing the same users; null for the model itself
 */
public record MetricRow(
        String id,
        String title,
        String fittedTo,
        Map<Metric, Estimate> figures,
        @Nullable Map<Metric, Estimate> lead) {
    /** The id of the model's own row. */
    public static final String MODEL = "model";

    /** What one model for all prefixes is fitted to. */
    public static final String EVERY_EVENT = "every event";

    /** Whether it learnt from sessions cropped as they are measured. */
    public boolean refitted() {
        return !fittedTo.equals(EVERY_EVENT);
    }
}
