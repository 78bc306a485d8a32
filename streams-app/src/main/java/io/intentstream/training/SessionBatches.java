package io.intentstream.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Cuts examples into batches of visits of about the same length, in an order drawn by lot. */
final class SessionBatches {
    /** Visits are cut here in training, which bounds memory; scores are computed on whole visits. */
    private static final int MOST_EVENTS = 256;

    private SessionBatches() {}

    static List<List<SessionExample>> draw(List<SessionExample> examples, int batchSessions, Random random) {
        List<SessionExample> order = new ArrayList<>(examples);
        Collections.shuffle(order, random);
        order.sort(Comparator.comparingInt(example -> example.labels().length));
        List<List<SessionExample>> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); from += batchSessions) {
            batches.add(order.subList(from, Math.min(order.size(), from + batchSessions)).stream()
                    .map(SessionBatches::cut)
                    .toList());
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
                Arrays.copyOf(example.labels(), MOST_EVENTS));
    }
}
