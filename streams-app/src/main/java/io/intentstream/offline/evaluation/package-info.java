/**
 * Evaluates model bundles on historical events and compares them with baselines: bundles and events in, a report out. Never
 * imports Kafka.
 */
@NullMarked
package io.intentstream.offline.evaluation;

import org.jspecify.annotations.NullMarked;
