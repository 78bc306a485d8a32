/**
 * What a model would have been worth: a replay joined with what came of it. Also writes what a model can learn from.
 *
 * <p>Imports {@code replay}, {@code evaluation}, {@code metric}, {@code engine}, {@code model}, {@code feature}, {@code
 * state}, {@code event} and {@code config}; never Kafka.
 */
@NullMarked
package io.intentstream.backtest;

import org.jspecify.annotations.NullMarked;
