package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureVector;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionExampleTest {

    @Test
    void shouldCountRemainingEventsBeforeAndAfterPurchase() {
        // Given: event 2 is the purchase
        SessionExample session = session(1, 1, 0, 0, 0);

        // When
        int[] toCome = IntStream.range(0, 5).map(session::eventsToCome).toArray();

        // Then
        assertThat(toCome).containsExactly(1, 0, 2, 1, 0);
    }

    @Test
    void shouldLocateLastPurchaseWhereLabelsDrop() {
        assertThat(session(1, 1, 0, 0).purchases()).containsExactly(false, false, true, false);
        assertThat(session(1, 1).purchases()).containsExactly(false, false);
    }

    @Test
    void shouldKeepLabelsAndPurchasesOfTheFirstEvents() {
        // When
        SessionExample cut = session(1, 0, 0).first(2);

        // Then
        assertThat(cut.events()).hasSize(2);
        assertThat(cut.labels()).containsExactly(1, 0);
        assertThat(cut.purchases()).containsExactly(false, true);
    }

    private static SessionExample session(float... labels) {
        return SessionExample.ofLabels(
                "u", Collections.nCopies(labels.length, new FeatureVector(new float[] {0}, new int[] {0})), labels, 1);
    }
}
