package io.intentstream.offline.evaluation.report;

import java.util.List;

/**
 * All figures from one vantage.
 *
 * @param id its name in files
 * @param title its name for people
 * @param scores events whose scores count
 * @param sessions sessions that they lie in
 * @param users users whose sessions these are
 * @param positives events that came true
 * @param baseRate part of the events that came true
 * @param rows the model first, then the baselines
 * @param curves of the model
 */
public record View(
        String id,
        String title,
        int scores,
        int sessions,
        int users,
        int positives,
        double baseRate,
        List<MetricRow> rows,
        Curves curves) {}
