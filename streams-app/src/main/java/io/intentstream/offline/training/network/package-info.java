/**
 * The network's training: batches, losses, auxiliary tasks and the optimiser's loop.
 */
@NullMarked
package io.intentstream.offline.training.network;

import org.jspecify.annotations.NullMarked;
