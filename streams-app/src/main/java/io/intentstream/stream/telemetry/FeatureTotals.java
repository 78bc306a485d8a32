package io.intentstream.stream.telemetry;

import io.intentstream.core.feature.FeatureDefect;
import java.util.Map;

/**
 * Counts since the engine's start.
 *
 * @param events number of events whose features were counted
 * @param found number of those events that had each defect
 */
record FeatureTotals(long events, Map<FeatureDefect, Long> found) {}
