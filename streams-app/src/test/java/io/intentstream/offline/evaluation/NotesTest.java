package io.intentstream.offline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.RandomBundle;
import io.intentstream.offline.evaluation.EvaluationOptions.EvaluatedPart;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.training.baseline.BaselineKind;
import io.intentstream.offline.training.data.EventLog;
import io.intentstream.offline.training.data.UserEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesTest {
    private static final HistoricalData FILE = data("shop.csv");

    @TempDir
    Path folder;

    @Test
    void shouldWarnWhenFilesAreNotThoseOfTraining() throws IOException {
        // When
        List<String> notes = notes("99 of 9 users", options(EvaluatedPart.TEST), List.of());

        // Then
        assertThat(notes).singleElement().asString().contains("99 of 9 users events", "100 of 2 users");
    }

    @Test
    void shouldNotWarnWhenFilesAreAsLargeAsThoseOfTraining() throws IOException {
        // When
        List<String> notes = notes("100 of 2 users", options(EvaluatedPart.TEST), List.of());

        // Then
        assertThat(notes).isEmpty();
    }

    @Test
    void shouldWarnWhenAllUsersMayBeThoseOfTraining() throws IOException {
        // When
        List<String> notes = notes("100 of 2 users", options(EvaluatedPart.ALL), List.of());

        // Then
        assertThat(notes).singleElement().asString().contains("events that it has learnt from");
    }

    @Test
    void shouldNameDataThatBaselinesLearntFrom() throws IOException {
        // When
        List<String> notes =
                notes("5 of 1 users", options(EvaluatedPart.ALL, BaselineKind.RFM), List.of(data("past.csv")));

        // Then
        assertThat(notes).hasSize(2);
        assertThat(notes.get(0)).isEqualTo("Baselines learnt from past.csv (taobao).");
        assertThat(notes.get(1)).contains("crop 5");
    }

    /** The notes on a bundle that was trained on this many events. */
    private List<String> notes(String trainedOn, EvaluationOptions options, List<HistoricalData> learning)
            throws IOException {
        Path bundle = RandomBundle.write(folder.resolve("bundle"), SampleSessions.FEATURES, 8);
        Path manifest = bundle.resolve(ModelBundle.MANIFEST);
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace("\"data\" : \"none: random weights\"", "\"events\" : \"" + trainedOn + "\""));
        try (EvaluatedBundle opened = EvaluatedBundle.open(bundle, options)) {
            return new Notes(opened, options).of(List.of(FILE), learning);
        }
    }

    private static EvaluationOptions options(EvaluatedPart part, BaselineKind... baselines) {
        return new EvaluationOptions(part, 1L, List.of(baselines), false, 10);
    }

    /** A file of 100 events of two users. */
    private static HistoricalData data(String file) {
        List<UserEvents> users = Collections.nCopies(2, new UserEvents("user", List.of()));
        EventLog log = new EventLog(users, 100, 0, 0, 0);
        return new HistoricalData(file, EventFormat.TAOBAO, log, 0, Map.of(), Outcomes.PURCHASE_EVENTS);
    }
}
