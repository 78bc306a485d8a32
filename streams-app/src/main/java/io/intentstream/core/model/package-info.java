/**
 * Model bundles: the manifest, its checks, and the LSTM, which runs through DJL, one step per event.
 */
@NullMarked
package io.intentstream.core.model;

import org.jspecify.annotations.NullMarked;
