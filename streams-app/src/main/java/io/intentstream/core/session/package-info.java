/**
 * How a user's events are cut into sessions, and from where in a session a score is looked at. The engine, training,
 * evaluation and backtest all use these rules. Pure functions of event
 * times and types; imports nothing of ours but the schema.
 */
@NullMarked
package io.intentstream.core.session;

import org.jspecify.annotations.NullMarked;
