/**
 * What acting on a model's scores would have been worth: a replay joined with its outcomes. Also exports examples to learn from.
 * Never imports Kafka.
 */
@NullMarked
package io.intentstream.offline.backtest;

import org.jspecify.annotations.NullMarked;
