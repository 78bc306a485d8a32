/**
 * The features that models read: one catalogue, each feature computed from an event and the history before it, never
 * from what came later. May import {@code state}, {@code event} and {@code config}.
 */
package io.intentstream.feature;
