package io.intentstream.offline.evaluation.report;

import java.util.List;

/**
 * What was found on one data set, or on all of them together.
 *
 * @param dataSet which, for people
 * @param views the figures, by vantage
 * @param approach scores towards the end of sessions
 */
public record DataSetResults(String dataSet, List<View> views, List<Approach> approach) {}
