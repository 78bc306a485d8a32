package io.intentstream.offline.training.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.SessionExample.Habits;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSetOffsetsTest {
    @Test
    void shouldAddOffsetOfEachSessionsDataSet() {
        // Given: no offset for the data set of the last session
        DataSetOffsets offsets = new DataSetOffsets(new double[] {-1, 2});
        Predictions scores = new Predictions(new int[4], new int[] {0, 1, 0, 1}, new double[] {0.5, 0.5, 3, 4});

        // When
        Predictions sums = offsets.addTo(scores, List.of(session(2, 1), session(1, 0), session(1, 2)));

        // Then
        assertThat(sums.logOdds()).containsExactly(2.5, 2.5, 2, 4);
        assertThat(sums.labels()).containsExactly(0, 1, 0, 1);
    }

    private static SessionExample session(int events, int dataSet) {
        return new SessionExample(
                dataSet,
                "u",
                Collections.nCopies(events, new FeatureVector(new float[0], new int[] {0})),
                new float[events],
                SessionCourse.ofLength(events),
                Collections.nCopies(events, Habits.NONE),
                1);
    }
}
