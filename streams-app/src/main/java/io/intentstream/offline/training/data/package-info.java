/**
 * Turns events into examples: admission, sessions, features, labels, splits and perturbed copies.
 */
@NullMarked
package io.intentstream.offline.training.data;

import org.jspecify.annotations.NullMarked;
