/**
 * From a trained network to a bundle: choice of features, bands, metrics on test users, and the model card.
 */
@NullMarked
package io.intentstream.offline.training.bundle;

import org.jspecify.annotations.NullMarked;
