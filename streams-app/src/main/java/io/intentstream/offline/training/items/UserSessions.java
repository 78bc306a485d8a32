package io.intentstream.offline.training.items;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.replay.RecordedShards;
import io.intentstream.offline.training.data.HeldOutUsers;
import io.intentstream.schema.ClickEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Cuts users' events into sessions, and leaves out what does not count: users who are held out, events without consent, duplicates, events after the
 * end of the training, and sessions of crawlers.
 */
final class UserSessions {
    /** A session with more events than a person makes, at a pace that no person has, is a crawler's. */
    private static final int CRAWLER_EVENTS = 200;

    private static final long CRAWLER_MILLIS_PER_EVENT = 1_000;

    private final RecordedShards shards;
    private final SessionGap gap;
    private final HeldOutUsers heldOut;
    private final long until;

    UserSessions(RecordedShards shards, ItemsOptions options) {
        this.shards = shards;
        this.gap = SessionGap.of(options.sessionGap());
        this.heldOut = options.heldOut();
        this.until = options.until();
    }

    /** Shows each user of a shard with the user's sessions in time order; users without any are left out. */
    void play(int shard, BiConsumer<String, List<List<WindowEvent>>> visitor) {
        shards.play(shard, events -> {
            String userId = events.get(0).getUserId();
            List<List<WindowEvent>> sessions = heldOut.has(userId) ? List.of() : sessions(events);
            if (!sessions.isEmpty()) {
                visitor.accept(userId, sessions);
            }
        });
    }

    private List<List<WindowEvent>> sessions(List<ClickEvent> events) {
        List<List<WindowEvent>> sessions = new ArrayList<>();
        List<WindowEvent> session = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        for (ClickEvent event : events) {
            WindowEvent next = WindowEvent.of(event, List.of());
            if (!event.getConsent() || next.time() >= until || !ids.add(next.id())) {
                continue;
            }
            if (!session.isEmpty()
                    && gap.separates(session.get(session.size() - 1).time(), next.time())) {
                end(session, sessions);
                session = new ArrayList<>();
            }
            session.add(next);
        }
        end(session, sessions);
        return sessions;
    }

    private static void end(List<WindowEvent> session, List<List<WindowEvent>> sessions) {
        if (!session.isEmpty() && !isCrawler(session)) {
            sessions.add(session);
        }
    }

    private static boolean isCrawler(List<WindowEvent> session) {
        long duration = session.get(session.size() - 1).time() - session.get(0).time();
        return session.size() > CRAWLER_EVENTS && duration / session.size() < CRAWLER_MILLIS_PER_EVENT;
    }
}
