/**
 * What the engine remembers of a user: aggregates over everything ({@link io.intentstream.state.History}), the latest
 * events themselves ({@link io.intentstream.state.UserState}) and the model's recurrent state, with their compact
 * encoding. Deterministic and free of Kafka: all time is event time. May import {@code event} and {@code config}.
 */
package io.intentstream.state;
