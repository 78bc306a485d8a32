package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedExamplesTest {
    private static final FeatureSpec EXPORTED = new FeatureSpec(
            List.of(
                    new FeatureSpec.Numeric("log_interval", 0, 1),
                    new FeatureSpec.Numeric("item_buy_rate", 0, 1),
                    new FeatureSpec.Numeric("session_carts", 0, 1)),
            List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0)));

    @TempDir
    private Path folder;

    @Test
    void shouldLeaveOutFeaturesThatComeFromCounts() throws IOException {
        // Given
        new ExportedExamples.About("events", "shop 1", EXPORTED, "purchase", 1800, "by time", 1, null).write(folder);
        for (ExamplesPart part : ExamplesPart.values()) {
            Files.createDirectories(folder.resolve(part.id()));
            ExampleTable table = new ExampleTable(EXPORTED);
            try (ExampleTable.ExampleWriter writer = table.write(folder.resolve(part.id() + "/part.parquet"))) {
                writer.add(new ExampleTable.ExampleRow(
                        "user",
                        0,
                        "event",
                        EventType.VIEW_ITEM,
                        0,
                        0.5,
                        1,
                        1,
                        new FeatureVector(new float[] {1, 2, 3}, new int[] {1})));
            }
        }

        // When
        ExportedExamples read = ExportedExamples.read(folder);

        // Then
        assertThat(read.leftOut()).containsExactly("item_buy_rate");
        assertThat(read.about().features().numeric())
                .extracting(FeatureSpec.Numeric::name)
                .containsExactly("log_interval", "session_carts");
        FeatureVector event = read.sessions().training().get(0).events().get(0);
        assertThat(event.numeric()).containsExactly(1, 3);
        assertThat(event.categorical()).containsExactly(1);
    }
}
