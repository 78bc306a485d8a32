package io.intentstream.offline.training.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Puts visits together in batches of visits of about the same length and, all together, about the same number of events; in
 * an order drawn by lot. An event so weighs the same wherever it falls: with a fixed number of visits to a batch, those
 * of short visits, who seldom buy, would weigh many times as much.
 */
final class SessionBatches {
    private SessionBatches() {}

    static List<List<TrainingSession>> draw(List<TrainingSession> sessions, int batchEvents, Random random) {
        List<TrainingSession> order = new ArrayList<>(sessions);
        Collections.shuffle(order, random);
        order.sort(Comparator.comparingInt(TrainingSession::length));
        List<List<TrainingSession>> batches = new ArrayList<>();
        List<TrainingSession> batch = new ArrayList<>();
        int events = 0;
        for (TrainingSession session : order) {
            batch.add(session);
            events += session.length();
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
}
