/**
 * The logistic regression that a training starts from, and the calibration of scores.
 */
@NullMarked
package io.intentstream.offline.training.baseline;

import org.jspecify.annotations.NullMarked;
