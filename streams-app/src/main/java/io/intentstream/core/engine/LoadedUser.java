package io.intentstream.core.engine;

import io.intentstream.core.profile.PreviousProfile;
import io.intentstream.core.state.UserState;
import org.jspecify.annotations.Nullable;

/**
 * A user as the engine works on it.
 *
 * @param state the user's state; the engine changes it
 * @param previousProfile what the profile showed after the latest event; null when it is not known and must be derived
 */
public record LoadedUser(UserState state, @Nullable PreviousProfile previousProfile) {}
