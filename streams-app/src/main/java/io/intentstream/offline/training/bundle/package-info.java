/**
 * From a trained network to a bundle: feature selection, bands, metrics on held-out users, and the model card.
 */
@NullMarked
package io.intentstream.offline.training.bundle;

import org.jspecify.annotations.NullMarked;
