/**
 * Trains the network: batches, losses, auxiliary tasks and the loop of updates.
 */
@NullMarked
package io.intentstream.offline.training.network;

import org.jspecify.annotations.NullMarked;
