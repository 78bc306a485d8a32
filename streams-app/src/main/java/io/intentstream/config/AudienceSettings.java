package io.intentstream.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The declared audiences, and how the engine follows time without events.
 *
 * @param path file of audiences; empty when none are declared
 * @param grace how long after its time a change that time brings is written; an event that comes later is too late for it
 * @param tick how often the engine writes the time to a partition without events; empty for never
 */
public record AudienceSettings(Optional<Path> path, Duration grace, Optional<Duration> tick) {}
