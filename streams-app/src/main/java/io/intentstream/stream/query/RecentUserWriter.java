package io.intentstream.stream.query;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.state.Memberships;
import io.intentstream.core.state.UserState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes one task's users into the index of recent users. Used by the task's thread alone. */
public final class RecentUserWriter {
    private final RecentUsers index;
    private final ScoreCalibrator calibrated;
    private final Map<Integer, String> names = new HashMap<>();
    private int partition;

    /**
     * @param calibrated reads scores as they are published
     * @param declared audiences, whose names are kept
     */
    public RecentUserWriter(RecentUsers index, ScoreCalibrator calibrated, AudienceSet declared) {
        declared.audiences().forEach(audience -> names.put(audience.id(), audience.name()));
        this.index = index;
        this.calibrated = calibrated;
    }

    /** The task begins to process its partition. */
    public void open(int taskPartition) {
        partition = taskPartition;
        index.open(partition);
    }

    /** Keeps what an event changed: one small record per user, and no more of the state. */
    public void put(BatchResult.Change change) {
        index.put(partition, entry(change));
    }

    /** Keeps what time alone changed, if the user was seen lately. */
    public void refresh(BatchResult.Change change) {
        if (change.lastSeen() >= RecentUsers.since(index.now())) {
            index.refresh(partition, entry(change));
        }
    }

    private RecentUser entry(BatchResult.Change change) {
        UserState state = change.user().state();
        return RecentUser.of(change.userId(), state, audiences(state), calibrated);
    }

    private List<String> audiences(UserState state) {
        Memberships memberships = state.followedTime().memberships();
        if (memberships.size() == 0) {
            return List.of();
        }
        List<String> found = new ArrayList<>(memberships.size());
        for (int i = 0; i < memberships.size(); i++) {
            String name = names.get(memberships.id(i));
            if (name != null) {
                found.add(name);
            }
        }
        return found;
    }

    /** Event time goes on. */
    public void advance(long eventTime) {
        index.advance(eventTime);
    }

    /** The user's state is deleted. */
    public void remove(String userId) {
        index.remove(userId);
    }

    /** The task no longer processes its partition. */
    public void close() {
        index.close(partition);
    }
}
