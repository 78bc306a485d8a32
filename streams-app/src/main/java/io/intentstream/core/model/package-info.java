/**
 * The model bundle and how it scores: its manifest, its checks, and the LSTM run through DJL, one step per event.
 */
@NullMarked
package io.intentstream.core.model;

import org.jspecify.annotations.NullMarked;
