package io.intentstream.offline.replay.compare;

import static io.intentstream.offline.replay.compare.ComparedIntents.intent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void shouldFindNoFieldInEqualRecords() {
        // When
        List<DiffResult.Field> differing = Fields.differing(intent("ann", "e1", 1, 0.5), intent("ann", "e1", 1, 0.5));

        // Then
        assertThat(differing).isEmpty();
    }

    @Test
    void shouldNameDifferingFieldsWithTheirPathsAndBothValues() {
        // When
        List<DiffResult.Field> differing = Fields.differing(intent("ann", "e1", 1, 0.5), intent("ann", "e2", 1, 0.25));

        // Then
        assertThat(differing)
                .containsExactly(
                        new DiffResult.Field("eventId", "e1", "e2"),
                        new DiffResult.Field("probability", "0.5", "0.25"),
                        new DiffResult.Field("categories[0].probability", "0.5", "0.25"));
    }
}
