/**
 * The metrics of a running engine that Prometheus scrapes. Values are kept where the work is done ({@code stream.telemetry})
 * and only read here, at every scrape. To add a metric, count it in {@code stream.telemetry} and publish it in
 * {@link io.intentstream.server.prometheus.EngineMeters}; {@code docs/metrics.md} documents it.
 */
@NullMarked
package io.intentstream.server.prometheus;

import org.jspecify.annotations.NullMarked;
