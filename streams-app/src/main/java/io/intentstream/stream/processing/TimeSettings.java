package io.intentstream.stream.processing;

import io.intentstream.core.audience.AudienceSet;
import java.time.Duration;
import java.util.Optional;

/**
 * How time without events is followed.
 *
 * @param audiences the declared audiences
 * @param grace how long after its time a change that time brings is written
 * @param ticks writes the time to partitions without events; empty when it passes with events alone
 */
public record TimeSettings(AudienceSet audiences, Duration grace, Optional<TickWriter> ticks) {}
