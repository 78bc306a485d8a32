/**
 * What Prometheus scrapes of a running engine. The numbers are kept where the work is done ({@code topology}) and only
 * read here, at every scrape; {@code docs/metrics.md} says what each means. (The figures by which models are judged are
 * in {@code metric}.)
 *
 * <p>May import {@code topology}, {@code event}, {@code config} and Kafka's clients, not {@code
 * org.apache.kafka.streams}. Nothing but the command line imports it.
 */
package io.intentstream.metrics;
