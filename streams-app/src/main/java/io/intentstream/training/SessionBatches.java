package io.intentstream.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Cuts examples into batches of visits of about the same length and, all together, about the same number of events; in
 * an order drawn by lot. An event so weighs the same wherever it falls: with a fixed number of visits to a batch, those
 * of short visits, who seldom buy, would weigh many times as much.
 */
final class SessionBatches {
    /** Visits are cut here in training, which bounds memory; scores are computed on whole visits. */
    private static final int MOST_EVENTS = 256;

    private SessionBatches() {}

    static List<List<SessionExample>> draw(List<SessionExample> examples, int batchEvents, Random random) {
        List<SessionExample> order = new ArrayList<>(examples);
        Collections.shuffle(order, random);
        order.sort(Comparator.comparingInt(example -> example.labels().length));
        List<List<SessionExample>> batches = new ArrayList<>();
        List<SessionExample> batch = new ArrayList<>();
        int events = 0;
        for (SessionExample example : order) {
            SessionExample cut = cut(example);
            batch.add(cut);
            events += cut.labels().length;
            if (events >= batchEvents) {
                batches.add(batch);
                batch = new ArrayList<>();
                events = 0;
            }
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    private static SessionExample cut(SessionExample example) {
        if (example.labels().length <= MOST_EVENTS) {
            return example;
        }
        return new SessionExample(
                example.userId(),
                example.events().subList(0, MOST_EVENTS),
                Arrays.copyOf(example.labels(), MOST_EVENTS),
                example.weight());
    }
}
