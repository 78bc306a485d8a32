package io.intentstream.offline.training.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Groups sessions into batches, in random order. The sessions of a batch have similar lengths, and all batches have about the
 * same number of events. So every event has the same weight: with a fixed number of sessions per batch, events of short
 * sessions, which seldom contain a purchase, would weigh many times as much.
 */
final class SessionBatches {
    private SessionBatches() {}

    /** Draws the batches of one epoch, of at least {@code batchEvents} events each but the last. */
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
