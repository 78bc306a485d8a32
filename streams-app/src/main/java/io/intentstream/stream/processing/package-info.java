/**
 * What happens to a batch: records are decoded and admitted, states read, the engine called, results encoded, states written and
 * records forwarded. {@link io.intentstream.stream.processing.EngineProcessor} is the place to start reading.
 */
@NullMarked
package io.intentstream.stream.processing;

import org.jspecify.annotations.NullMarked;
