/**
 * What the engine remembers of a user: aggregates over all events ({@link io.intentstream.core.state.History}), the latest events
 * ({@link io.intentstream.core.state.Window}) and the model's recurrent states, held together by
 * {@link io.intentstream.core.state.UserState}, with their compact encoding. All time is event time.
 */
@NullMarked
package io.intentstream.core.state;

import org.jspecify.annotations.NullMarked;
