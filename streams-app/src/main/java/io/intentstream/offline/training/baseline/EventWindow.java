package io.intentstream.offline.training.baseline;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import java.util.ArrayList;
import java.util.List;

/**
 * The concatenated features of an event and of the two before it in its session, as a short history for learners without
 * memory. Features of events before the session's first are 0, which means missing.
 */
final class EventWindow {
    private static final int EVENTS = 3;

    private final int numeric;
    private final int categorical;
    private final NetworkShape shape;
    private final int[] offsets;

    EventWindow(FeatureSpec features) {
        numeric = features.numeric().size();
        categorical = features.categorical().size();
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            features.categorical().forEach(feature -> sizes.add(feature.size()));
        }
        shape = new NetworkShape(sizes, EVENTS * numeric, 1, 1, 1);
        offsets = shape.offsets().stream().mapToInt(Integer::intValue).toArray();
    }

    /** The sizes of the concatenated features. */
    NetworkShape shape() {
        return shape;
    }

    /** Number of columns with one column per category; numeric features come first. */
    int columns() {
        return shape.numeric() + shape.embeddingRows();
    }

    /** The concatenated features of an event. */
    FeatureVector of(Sample sample, int i) {
        SessionExample session = sample.session(i);
        int event = sample.places().get(i).event();
        float[] numbers = new float[EVENTS * numeric];
        int[] indices = new int[EVENTS * categorical];
        for (int back = 0; back < EVENTS && back <= event; back++) {
            FeatureVector features = session.events().get(event - back);
            System.arraycopy(features.numeric(), 0, numbers, back * numeric, numeric);
            System.arraycopy(features.categorical(), 0, indices, back * categorical, categorical);
        }
        return new FeatureVector(numbers, indices);
    }

    /** The events of a sample, each an example of its own. */
    List<SessionExample> examples(Sample sample) {
        List<SessionExample> examples = new ArrayList<>();
        for (int i = 0; i < sample.size(); i++) {
            examples.add(new SessionExample(
                    sample.session(i).dataSet(),
                    sample.session(i).userId(),
                    List.of(of(sample, i)),
                    new float[] {sample.label(i)},
                    SessionCourse.ofLength(1),
                    List.of(SessionExample.Habits.NONE),
                    sample.weight(i)));
        }
        return examples;
    }

    /** The column of a category. */
    int column(int feature, int index) {
        return shape.numeric() + offsets[feature] + index;
    }
}
