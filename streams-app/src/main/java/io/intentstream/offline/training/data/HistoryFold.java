package io.intentstream.offline.training.data;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays users' events through {@link UserState} as the engine does, and shows each event with what was known before it.
 * The events are in time order, so none of them is late: the engine, too, gives a late event the features that it would
 * have had in time.
 */
public final class HistoryFold {
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

    /** Sees one event. */
    @FunctionalInterface
    public interface EventVisitor {
        /**
         * Sees an event.
         *
         * @param before the history before it; changes after the call
         * @param event the event
         * @param startsSession whether a session starts with it
         */
        void see(History before, WindowEvent event, boolean startsSession);
    }

    /** Makes something of one event, whose parameters are those of {@link EventVisitor#see}. */
    @FunctionalInterface
    public interface EventMapper<T> {
        T map(History before, WindowEvent event, boolean startsSession);
    }

    /** Shows a user's events one after the other. */
    public void play(UserEvents user, EventVisitor visitor) {
        UserState state = new UserState(settings);
        for (WindowEvent event : user.events()) {
            state = add(event, state, visitor);
        }
    }

    /** A user's sessions, with what the mapper makes of each event. */
    public <T> List<List<T>> sessions(UserEvents user, EventMapper<T> mapper) {
        List<List<T>> sessions = new ArrayList<>();
        play(user, (before, event, startsSession) -> {
            if (startsSession) {
                sessions.add(new ArrayList<>());
            }
            sessions.get(sessions.size() - 1).add(mapper.map(before, event, startsSession));
        });
        return sessions;
    }

    /** The events of one user that the engine does not reject as duplicates of earlier ones. */
    List<WindowEvent> withoutDuplicates(List<WindowEvent> events) {
        List<WindowEvent> kept = new ArrayList<>(events.size());
        UserState state = new UserState(settings);
        for (WindowEvent event : events) {
            if (!state.holds(event.id())) {
                state = add(event, state, (before, added, startsSession) -> kept.add(added));
            }
        }
        return kept;
    }

    private static UserState add(WindowEvent event, UserState before, EventVisitor visitor) {
        UserState state = before.asOf(event.time());
        History history = state.history();
        history.begin(event);
        visitor.see(history, event, history.session().events() == 0);
        state.append(event);
        state.trim();
        return state;
    }
}
