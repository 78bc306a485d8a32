/**
 * Evaluates model bundles on historical events beside baselines: bundles and events in, a report out. Never imports Kafka.
 */
@NullMarked
package io.intentstream.offline.evaluation;

import org.jspecify.annotations.NullMarked;
