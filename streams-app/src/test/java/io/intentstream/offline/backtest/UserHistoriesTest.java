package io.intentstream.offline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.engine.BasketEvents;
import io.intentstream.core.engine.JavaLstm;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.Users;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.offline.replay.ResultSink.ShardResults;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserHistoriesTest {

    @Test
    void shouldCountPurchaseEventsOfOneOrderOnce() throws IOException {
        // Given
        List<ClickEvent> events = List.of(
                BasketEvents.basket("1", EventType.VIEW_ITEM, 0, 1),
                BasketEvents.order("2", EventType.PURCHASE, 10, "A", 1, 2),
                BasketEvents.order("3", EventType.PURCHASE, 20, "A", 1, 2),
                BasketEvents.order("4", EventType.PURCHASE, 30, "B", 3),
                BasketEvents.order("5", EventType.REFUND, 40, "B"));

        // When
        UserHistory history = history(events);

        // Then
        SessionCourse course = history.sessions().get(0).course();
        assertThat(course.begun()).containsExactly(false, true, false, true, false);
        assertThat(course.inside()).containsExactly(false, true, false, false, false);
    }

    private static UserHistory history(List<ClickEvent> events) throws IOException {
        List<UserHistory> histories = new ArrayList<>();
        UserHistories gathered =
                new UserHistories(new Horizon.InSession(Histories.GAP), (shard, users) -> histories.addAll(users));
        try (Users users = new Users(EngineSettings.defaults(), new JavaLstm(7));
                ShardResults shard = gathered.open(0)) {
            for (ClickEvent event : events) {
                shard.accept(event, (Outcome.Scored) users.apply(event).get(0));
            }
            shard.finish();
        }
        return histories.get(0);
    }
}
