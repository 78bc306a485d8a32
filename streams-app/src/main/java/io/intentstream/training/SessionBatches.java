package io.intentstream.training;

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

    static List<List<TrainingVisit>> draw(List<TrainingVisit> visits, int batchEvents, Random random) {
        List<TrainingVisit> order = new ArrayList<>(visits);
        Collections.shuffle(order, random);
        order.sort(Comparator.comparingInt(TrainingVisit::length));
        List<List<TrainingVisit>> batches = new ArrayList<>();
        List<TrainingVisit> batch = new ArrayList<>();
        int events = 0;
        for (TrainingVisit visit : order) {
            batch.add(visit);
            events += visit.length();
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
