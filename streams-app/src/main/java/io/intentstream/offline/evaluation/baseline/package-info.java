/**
 * Alternatives to the network: learners on the features of single events, and rules of thumb. Each learns from the same sessions
 * and features as the network.
 */
@NullMarked
package io.intentstream.offline.evaluation.baseline;

import org.jspecify.annotations.NullMarked;
