/**
 * Alternatives to the network: learners on the features of an event and of the two before it, and rules of thumb. Each learns
 * from the same sessions and features as the network. Also the logistic regression that a training starts from, and the
 * calibration of scores.
 */
@NullMarked
package io.intentstream.offline.training.baseline;

import org.jspecify.annotations.NullMarked;
