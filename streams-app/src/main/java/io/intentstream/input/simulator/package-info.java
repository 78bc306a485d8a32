/**
 * A shop full of simulated shoppers, for demos and tests without real data. Seeded and without a clock: the same
 * settings give the same events to the byte on every Java version. Imports the input package and the generated schemas.
 */
@NullMarked
package io.intentstream.input.simulator;

import org.jspecify.annotations.NullMarked;
