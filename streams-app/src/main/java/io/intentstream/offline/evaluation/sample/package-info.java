/**
 * What is measured: sessions with features and outcomes, and the events of them whose scores count.
 */
@NullMarked
package io.intentstream.offline.evaluation.sample;

import org.jspecify.annotations.NullMarked;
