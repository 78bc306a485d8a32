/**
 * The engine's HTTP server: users' profiles, intents and journeys from the local state, forwarded between instances; the
 * live stream of intents; erasure through the control topic; health, model and metrics. {@link io.intentstream.api.Routes} lists what there is.
 *
 * <p>May import {@code topology}, {@code engine}, {@code json}, {@code control}, {@code model}, {@code serde} and Kafka's consumer, and
 * not Kafka Streams; only the command line imports it. It computes nothing of its own about users: what it shows comes
 * from {@link io.intentstream.engine.Portraits}.
 */
package io.intentstream.api;
