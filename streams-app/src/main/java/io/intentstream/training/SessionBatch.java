package io.intentstream.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.intentstream.feature.FeatureVector;
import java.util.List;

/**
 * Visits side by side, the shorter ones padded with zeros behind their end. An LSTM reads forward, so padding changes
 * nothing before it; it weighs nothing in the loss.
 */
final class SessionBatch {
    private final int sessions;
    private final int length;
    private final int categoricalWidth;
    private final int numericWidth;
    private final long[] categorical;
    private final float[] numeric;
    private final float[] labels;
    private final float[] mask;
    private final LengthWeight weight;
    private int events;

    private SessionBatch(List<SessionExample> examples, LengthWeight weight) {
        this.weight = weight;
        FeatureVector any = examples.get(0).events().get(0);
        sessions = examples.size();
        length = examples.stream()
                .mapToInt(example -> example.labels().length)
                .max()
                .orElseThrow();
        categoricalWidth = any.categorical().length;
        numericWidth = any.numeric().length;
        categorical = new long[sessions * length * categoricalWidth];
        numeric = new float[sessions * length * numericWidth];
        labels = new float[sessions * length];
        mask = new float[sessions * length];
        for (int row = 0; row < sessions; row++) {
            fill(row, examples.get(row));
        }
    }

    static SessionBatch of(List<SessionExample> examples, LengthWeight weight) {
        return new SessionBatch(examples, weight);
    }

    private void fill(int row, SessionExample example) {
        for (int i = 0; i < example.labels().length; i++) {
            int place = row * length + i;
            FeatureVector event = example.events().get(i);
            System.arraycopy(event.numeric(), 0, numeric, place * numericWidth, numericWidth);
            for (int k = 0; k < categoricalWidth; k++) {
                categorical[place * categoricalWidth + k] = event.categorical()[k];
            }
            labels[place] = example.labels()[i];
            mask[place] = weight.of(example.labels().length) * example.weight();
        }
        events += example.labels().length;
    }

    /** What the network's {@code forward} reads. */
    NDList inputs(NDManager manager) {
        return new NDList(
                manager.create(categorical, new Shape(sessions, length, categoricalWidth)),
                manager.create(numeric, new Shape(sessions, length, numericWidth)));
    }

    /** Weighted sum of the binary cross-entropy over the events, of log-odds {@code [sessions, length]}, in nats. */
    NDArray loss(NDArray logOdds) {
        NDManager manager = logOdds.getManager();
        NDArray truth = manager.create(labels, new Shape(sessions, length));
        NDArray present = manager.create(mask, new Shape(sessions, length));
        // max(x, 0) - x y + ln(1 + exp(-|x|)), which neither overflows nor loses small values
        NDArray loss = logOdds.maximum(0)
                .sub(logOdds.mul(truth))
                .add(logOdds.abs().neg().exp().add(1).log());
        return loss.mul(present).sum();
    }

    /** Events, padding not counted. */
    int events() {
        return events;
    }
}
