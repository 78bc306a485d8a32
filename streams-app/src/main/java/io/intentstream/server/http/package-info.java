/**
 * The engine's HTTP server: profiles, intents and journeys of users from the local state, forwarded between instances; the
 * live stream of intents; erasure; health, model and metrics; the page. {@link io.intentstream.server.http.Routes} lists every path.
 *
 * <p>Computes nothing of its own about users: what it shows comes from {@link io.intentstream.core.engine.UserViews}. Must not import
 * Kafka Streams or the command line.
 */
@NullMarked
package io.intentstream.server.http;

import org.jspecify.annotations.NullMarked;
