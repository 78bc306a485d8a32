package io.intentstream.offline.training.data;

import io.intentstream.core.state.Admission;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.ScoringPlan.ModelStep;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Plays users' events through {@link UserState} as the engine does. The events are in time order, so none of them is late:
 * the engine, too, computes a late event's features as if it had arrived in time.
 */
public final class HistoryFold {
    /** The fingerprint of no model: no recurrent state is kept, so every event is one step. */
    private static final long NO_MODEL = 0;

    private final EngineSettings settings;

    /** Plays events as an engine with these settings does. */
    public HistoryFold(EngineSettings settings) {
        this.settings = settings;
    }

    /** Plays events as an engine with its defaults does, but with this session gap. */
    public static HistoryFold withGap(Duration sessionGap) {
        EngineSettings engine = EngineSettings.defaults();
        return new HistoryFold(new EngineSettings(
                sessionGap,
                engine.windowEvents(),
                engine.windowGrace(),
                engine.affinityHalfLife(),
                engine.userTtl(),
                engine.trackRedelivery()));
    }

    /**
     * Cuts a user's events into sessions.
     *
     * @param reader computes something from each event and the history before it; the history changes after the call
     * @return for each session what the reader computed, in the order of the events
     */
    public <T> List<List<T>> sessions(UserEvents user, BiFunction<History, WindowEvent, T> reader) {
        List<List<T>> sessions = new ArrayList<>();
        UserState state = new UserState(user.userId(), settings);
        for (WindowEvent event : user.events()) {
            ModelStep<T> step = add(event, state, reader);
            if (step.startsSession()) {
                sessions.add(new ArrayList<>());
            }
            sessions.get(sessions.size() - 1).add(step.features());
        }
        return sessions;
    }

    /** Shows a user's events, each with the history before it, which changes after the call. */
    public void play(UserEvents user, BiConsumer<History, WindowEvent> visitor) {
        sessions(user, (before, event) -> {
            visitor.accept(before, event);
            return event;
        });
    }

    /** The user without the events that the engine rejects as duplicates. */
    UserEvents withoutDuplicates(UserEvents user) {
        List<WindowEvent> kept = new ArrayList<>(user.events().size());
        UserState state = new UserState(user.userId(), settings);
        for (WindowEvent event : user.events()) {
            if (state.admit(event, 0, -1) == Admission.NEW) {
                kept.add(add(event, state, (before, added) -> added).features());
            }
        }
        return new UserEvents(user.userId(), kept, user.bought());
    }

    private static <T> ModelStep<T> add(
            WindowEvent event, UserState state, BiFunction<History, WindowEvent, T> reader) {
        state.startAgainIfIdle(event.time());
        return state.add(event, reader, NO_MODEL).steps().get(0);
    }
}
