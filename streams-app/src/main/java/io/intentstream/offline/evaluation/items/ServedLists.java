package io.intentstream.offline.evaluation.items;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.evaluation.EvaluationException;
import io.intentstream.offline.replay.compare.Result;
import io.intentstream.offline.replay.compare.ResultSet;
import io.intentstream.schema.RecommendationTrigger;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.RecommendedItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lists of recommendations that were served, by user. All are held in memory, about 1 KB each. */
public final class ServedLists {
    private final Map<String, List<ServedList>> byUser = new LinkedHashMap<>();
    private final boolean compacted;

    /**
     * A list that was served.
     *
     * @param eventId hash of the event after which it was made, as {@link WindowEvent#id} is
     * @param trigger why it was made
     * @param items its products, the best first
     * @param bundle name and version of the items bundle
     */
    record ServedList(long eventId, RecommendationTrigger trigger, List<RecommendedItem> items, String bundle) {}

    /**
     * Reads lists to their end.
     *
     * @param results a topic, a file or a folder
     * @throws EvaluationException when there are none, or other results
     */
    public ServedLists(ResultSet results) {
        compacted = results.isCompacted();
        results.read(new ResultSet.ResultCursor() {
            @Override
            public void result(Result result) {
                if (!(result.record() instanceof Recommendations list)) {
                    throw new EvaluationException(
                            results.describe() + " has a " + result.schema().getName()
                                    + ": name the topic of recommendations, recommendations.topic, or a file of it");
                }
                byUser.computeIfAbsent(list.getUserId(), user -> new ArrayList<>())
                        .add(new ServedList(
                                WindowEvent.hash(list.getEventId()),
                                list.getTrigger(),
                                list.getItems(),
                                list.getItemsName() + " " + list.getItemsVersion()));
            }

            @Override
            public void tombstone(String userId) {
                byUser.remove(userId); // The user was erased or expired, and so are the lists.
            }
        });
        if (byUser.isEmpty()) {
            throw new EvaluationException("There is no list in " + results.describe()
                    + ": set recommendations.topic and items.path, and let the engine run for a while");
        }
    }

    /** Whether only the latest list of some users may be left. */
    boolean isCompacted() {
        return compacted;
    }

    /** A user's lists, in the order in which they were written. */
    List<ServedList> of(String userId) {
        return byUser.getOrDefault(userId, List.of());
    }

    /** Number of users. */
    int users() {
        return byUser.size();
    }
}
