/**
 * Training of an items bundle: what is viewed and bought together, bestsellers, and association rules, counted over a
 * recording. All sums are of integers, so shards, threads and the order of the input do not change a bit.
 */
@NullMarked
package io.intentstream.offline.training.items;

import org.jspecify.annotations.NullMarked;
