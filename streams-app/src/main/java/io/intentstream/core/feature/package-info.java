/**
 * The features that models read: one catalogue, each feature computed from an event and the history before it, never from what
 * came later. To add a feature, add a constant to {@link io.intentstream.core.feature.NumericFeature} or
 * {@link io.intentstream.core.feature.CategoricalFeature}.
 */
@NullMarked
package io.intentstream.core.feature;

import org.jspecify.annotations.NullMarked;
