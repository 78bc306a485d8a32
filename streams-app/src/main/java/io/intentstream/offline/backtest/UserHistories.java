package io.intentstream.offline.backtest;

import io.intentstream.core.engine.Outcome;
import io.intentstream.core.state.EventBasket;
import io.intentstream.offline.replay.IngestReport;
import io.intentstream.offline.replay.ResultSink;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the results of a replay by user and passes them on with outcomes. Memory holds the events of the shards that the
 * workers currently replay.
 */
public final class UserHistories implements ResultSink {
    private final Horizon horizon;
    private final HistoryReader reader;
    private volatile long until;

    /** Receives users' histories, one shard after the other. */
    public interface HistoryReader {
        /** Receives a shard's users; called by one worker at a time. */
        void shard(int shard, List<UserHistory> users);
    }

    /** Passes all histories to a reader. */
    public UserHistories(Horizon horizon, HistoryReader reader) {
        this.horizon = horizon;
        this.reader = reader;
    }

    @Override
    public boolean takesProfiles() {
        return false;
    }

    @Override
    public void begin(IngestReport report) {
        until = report.end();
    }

    @Override
    public ShardResults open(int shard) {
        return new Gathering(shard);
    }

    private record UserOrder(String userId, long order) {}

    private final class Gathering implements ShardResults {
        private final int number;
        private final Map<String, List<ScoredEvent>> users = new LinkedHashMap<>();
        private final Set<UserOrder> orders = new HashSet<>();

        Gathering(int number) {
            this.number = number;
        }

        @Override
        public void accept(ClickEvent event, Outcome.Scored result) {
            List<ScoredEvent> before = users.computeIfAbsent(event.getUserId(), user -> new ArrayList<>());
            long time = event.getEventTime().toEpochMilli();
            long latest =
                    before.isEmpty() ? time : before.get(before.size() - 1).moment();
            long order = event.getEventType() == EventType.PURCHASE ? EventBasket.order(event) : 0;
            boolean continued = order != 0 && !orders.add(new UserOrder(event.getUserId(), order));
            before.add(new ScoredEvent(
                    event.getEventId(),
                    event.getEventType(),
                    order,
                    continued,
                    time,
                    Math.max(time, latest),
                    result.intent().probability(),
                    result.features()));
        }

        @Override
        public void finish() {
            List<UserHistory> histories = new ArrayList<>();
            users.forEach((user, events) -> histories.add(UserHistory.of(user, events, horizon, until)));
            synchronized (reader) {
                reader.shard(number, histories);
            }
        }

        @Override
        public void close() {}
    }
}
