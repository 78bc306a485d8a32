package io.intentstream.stream.telemetry;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserChange;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.schema.RecommendationTrigger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How well an items bundle fits the events, and what was recommended with it, since the start. Repeated work counts again. All
 * threads count here.
 */
public final class ItemCounters {
    private final ItemsBundle bundle;
    private final Map<RecommendationTrigger, LongAdder> lists = new EnumMap<>(RecommendationTrigger.class);
    private final LongAdder known = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAccumulator clock = new LongAccumulator(Math::max, 0);

    /** @param bundle what is known of products */
    public ItemCounters(ItemsBundle bundle) {
        this.bundle = bundle;
        for (RecommendationTrigger trigger : RecommendationTrigger.values()) {
            lists.put(trigger, new LongAdder());
        }
    }

    /**
     * Counts a batch.
     *
     * @param now event time of the batch's task, epoch milliseconds; 0 when it is not known
     */
    public void count(BatchResult batch, long now) {
        clock.accumulate(now);
        int events = 0;
        int inTables = 0;
        for (Outcome outcome : batch.outcomes()) {
            if (outcome instanceof Outcome.Scored scored) {
                count(scored.changes());
                String itemId = scored.event().getItemId();
                if (itemId != null) {
                    events++;
                    inTables += bundle.tables().item(itemId).isPresent() ? 1 : 0;
                }
            }
        }
        known.add(inTables);
        unknown.add(events - inTables);
    }

    private void count(List<UserChange> changes) {
        for (UserChange change : changes) {
            if (change instanceof UserChange.Recommended list) {
                lists.get(list.trigger()).increment();
            }
        }
    }

    /** Lists written because of one trigger. */
    public long lists(RecommendationTrigger trigger) {
        return lists.get(trigger).sum();
    }

    /** Events with a product that the bundle knows. */
    public long known() {
        return known.sum();
    }

    /** Events with a product that the bundle does not know. */
    public long unknown() {
        return unknown.sum();
    }

    /**
     * How long before the present event time the bundle's training ended, in milliseconds; negative when past events are played
     * in, NaN before the first event.
     */
    public double ageMillis() {
        long now = clock.get();
        return now == 0 ? Double.NaN : now - bundle.manifest().trainedUntil();
    }
}
