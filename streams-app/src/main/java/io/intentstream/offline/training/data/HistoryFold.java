package io.intentstream.offline.training.data;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import java.time.Duration;

/** Plays a user's events through {@link History} just as the engine does, and shows each with what was known before. */
public final class HistoryFold {
    private final EngineSettings settings;

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

    public HistoryFold(EngineSettings settings) {
        this.settings = settings;
    }

    /** Sees one event. */
    @FunctionalInterface
    public interface EventVisitor {
        /**
         * Sees an event.
         *
         * @param before the history before it; changes after the call
         * @param event the event
         * @param startsSession whether a visit begins with it
         */
        void see(History before, WindowEvent event, boolean startsSession);
    }

    public void play(UserEvents user, EventVisitor visitor) {
        History history = new History(settings);
        for (WindowEvent event : user.events()) {
            history.begin(event);
            visitor.see(history, event, history.session().events() == 0);
            history.apply(event);
        }
    }
}
