/**
 * Joins a replay with its outcomes: measures the effect of acting on a model's scores, and exports examples to learn from.
 * Does not import Kafka.
 */
@NullMarked
package io.intentstream.offline.backtest;

import org.jspecify.annotations.NullMarked;
