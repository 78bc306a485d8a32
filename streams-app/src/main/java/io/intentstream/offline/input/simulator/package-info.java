/**
 * A shop full of simulated shoppers, for demos and tests without real data. Seeded and without a clock: the same settings give
 * the same events, to the byte, on every Java version.
 */
@NullMarked
package io.intentstream.offline.input.simulator;

import org.jspecify.annotations.NullMarked;
