/**
 * What evaluation measures: sessions with features and outcomes, and the events whose scores count.
 */
@NullMarked
package io.intentstream.offline.evaluation.sample;

import org.jspecify.annotations.NullMarked;
