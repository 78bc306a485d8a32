package io.intentstream.offline.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.SessionExample;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Sessions of one update. The shorter ones are padded with zeros at the end: an LSTM reads forward, so padding does not change
 * what precedes it, and it has no weight in the loss.
 */
final class SessionBatch {
    private final AuxiliaryTasks tasks;
    private final LengthWeight weight;
    private final float[] offsets;
    private final int sessions;
    private final int length;
    private final int categoricalWidth;
    private final int numericWidth;
    private final long[] categorical;
    private final float[] numeric;
    private final float[] targets;
    private final float[] weights;
    private final float[] labels;
    private final float[] endings;
    private final long[] next;
    private final float[] sessionWeights;
    private int events;

    /**
     * @param sessionList the sessions to learn from; at least one
     * @param shown the events of a session as they are shown this time
     * @param offset what the loss adds to the scores of a session, in log-odds
     */
    SessionBatch(
            List<TrainingSession> sessionList,
            Function<TrainingSession, List<FeatureVector>> shown,
            AuxiliaryTasks tasks,
            LengthWeight weight,
            ToDoubleFunction<SessionExample> offset) {
        this.tasks = tasks;
        this.weight = weight;
        FeatureVector any = sessionList.get(0).recorded().events().get(0);
        sessions = sessionList.size();
        offsets = new float[sessions];
        length = sessionList.stream().mapToInt(TrainingSession::length).max().orElseThrow();
        categoricalWidth = any.categorical().length;
        numericWidth = any.numeric().length;
        int places = sessions * length;
        categorical = new long[places * categoricalWidth];
        numeric = new float[places * numericWidth];
        targets = new float[places];
        weights = new float[places];
        labels = new float[places];
        endings = new float[places * AuxiliaryTasks.endings()];
        next = new long[places];
        sessionWeights = new float[places];
        for (int row = 0; row < sessions; row++) {
            TrainingSession session = sessionList.get(row);
            fillEvents(row, shown.apply(session));
            fillTargets(row, session);
            offsets[row] = (float) offset.applyAsDouble(session.recorded());
            events += session.length();
        }
    }

    private void fillEvents(int row, List<FeatureVector> shown) {
        for (int i = 0; i < shown.size(); i++) {
            int place = row * length + i;
            FeatureVector event = shown.get(i);
            System.arraycopy(event.numeric(), 0, numeric, place * numericWidth, numericWidth);
            for (int k = 0; k < categoricalWidth; k++) {
                categorical[place * categoricalWidth + k] = event.categorical()[k];
            }
        }
    }

    private void fillTargets(int row, TrainingSession session) {
        SessionExample recorded = session.recorded();
        int size = session.length();
        for (int i = 0; i < size; i++) {
            int place = row * length + i;
            targets[place] = session.targets()[i];
            weights[place] = weight.of(size) * recorded.weight(i);
            labels[place] = recorded.labels()[i];
            sessionWeights[place] = recorded.weight();
            next[place] =
                    i + 1 < size ? recorded.events().get(i + 1).categorical()[tasks.nextFeature()] : tasks.nextValues();
            for (int ending = 0; ending < AuxiliaryTasks.endings(); ending++) {
                endings[place * AuxiliaryTasks.endings() + ending] = recorded.weight(i)
                        * AuxiliaryTasks.weight(ending, recorded.eventsToCome(i), weight.meanLength());
            }
        }
    }

    /** The input of the network's {@code forward}. */
    NDList inputs(NDManager manager) {
        return new NDList(
                manager.create(categorical, new Shape(sessions, length, categoricalWidth)),
                manager.create(numeric, new Shape(sessions, length, numericWidth)));
    }

    /**
     * Weighted sum of the losses of the main task and of the auxiliary tasks, in nats.
     *
     * @param outputs the network's outputs, {@code [sessions, length, 1 + endings + tasks.nextOutputs()]}
     */
    Loss loss(NDArray outputs) {
        NDManager manager = outputs.getManager();
        Shape single = new Shape(sessions, length, 1);
        NDList parts = outputs.split(new long[] {1}, 2);
        NDArray score = parts.get(0).add(manager.create(offsets, new Shape(sessions, 1, 1)));
        NDArray task = CrossEntropy.binary(score, manager.create(targets, single))
                .mul(manager.create(weights, single))
                .sum();
        NDArray auxiliary = tasks.loss(
                score,
                parts.get(1),
                manager.create(labels, single),
                manager.create(endings, new Shape(sessions, length, AuxiliaryTasks.endings())),
                manager.create(next, single),
                manager.create(sessionWeights, single));
        return new Loss(task, task.add(auxiliary));
    }

    /**
     * The loss of a batch, in nats, summed over its events.
     *
     * @param task of the main task alone
     * @param all with the auxiliary tasks
     */
    record Loss(NDArray task, NDArray all) {}

    /** Number of events without padding. */
    int events() {
        return events;
    }
}
