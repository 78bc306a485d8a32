package io.intentstream.offline.evaluation.report;

import java.util.List;

/**
 * The metrics on one data set, or on all of them together.
 *
 * @param dataSet its name, for people
 * @param views the metrics by evaluation point
 * @param approach scores towards the end of sessions
 */
public record DataSetResults(String dataSet, List<View> views, List<Approach> approach) {}
