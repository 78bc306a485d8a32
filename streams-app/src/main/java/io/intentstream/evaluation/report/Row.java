package io.intentstream.evaluation.report;

import io.intentstream.metric.Figure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the model or of a baseline, seen from one vantage.
 *
 * @param id its name in files
 * @param title its name for people
 * @param figures every figure
 * @param lead by how much the model's figures are greater than these, drawing the same users; null for the model itself
 */
public record Row(
        String id,
        String title,
        Map<Figure, Estimate> figures,
        @Nullable Map<Figure, Estimate> lead) {}
