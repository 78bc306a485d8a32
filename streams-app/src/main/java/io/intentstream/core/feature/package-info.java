/**
 * The catalogue of features that models read. A feature is computed from an event and the history before it, never from
 * later events. To add a feature, add a constant to {@link io.intentstream.core.feature.NumericFeature} or {@link
 * io.intentstream.core.feature.CategoricalFeature}; features of products that other users' events decide are in {@link
 * io.intentstream.core.feature.ConversionFeature}.
 */
@NullMarked
package io.intentstream.core.feature;

import org.jspecify.annotations.NullMarked;
