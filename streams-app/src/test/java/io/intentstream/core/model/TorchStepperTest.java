package io.intentstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchStepperTest {
    private static final FeatureSpec FEATURES = RandomEvents.spec(13, 21, 300);
    private static final int HIDDEN = 64;

    @TempDir
    private static Path folder;

    private static IntentModel model;

    @BeforeAll
    static void loadModel() throws IOException {
        model = ModelBundle.load(RandomBundle.write(folder.resolve("bundle"), FEATURES, HIDDEN));
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 64, 256})
    void shouldScoreStepByStepLikeFullPass(int length) {
        // Given
        List<FeatureVector> session = new RandomEvents(FEATURES, length).session(length);
        float[] whole;
        try (PtNDManager manager = TorchRuntime.newManager()) {
            PtSymbolBlock module = TorchRuntime.load(manager, folder.resolve("bundle/model.pt"), false);
            JniUtils.enableInferenceMode(module);
            whole = SequenceScorer.logits(module, session);
        }

        // When
        float[] stepped = scoreOneByOne(session);

        // Then
        for (int i = 0; i < length; i++) {
            assertThat(stepped[i]).as("event %d", i).isCloseTo(whole[i], within(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({"13, 21, 300, 64", "0, 5, 7, 64", "1, 2, 3, 48", "30, 20, 1000, 32", "9, 20, 40, 128", "7, 20, 40, 33"})
    void shouldScoreRowBitIdenticallyInEveryBatchAndPosition(int numeric, int first, int second, int hidden)
            throws IOException {
        // Given
        FeatureSpec features = RandomEvents.spec(numeric, first, second);
        Path bundle = RandomBundle.write(folder.resolve("h" + hidden + "d" + numeric), features, hidden);
        RandomEvents random = new RandomEvents(features, 42);
        List<FeatureVector> events = random.session(256);
        List<float[]> states =
                IntStream.range(0, 256).mapToObj(i -> random.state(2 * hidden)).toList();
        try (IntentModel other = ModelBundle.load(bundle);
                Stepper stepper = other.newStepper()) {
            int[] alone = new int[256];
            for (int row = 0; row < 256; row++) {
                alone[row] = scoreBits(stepper, events, states, List.of(row), hidden)[0];
            }
            Random shuffle = new Random(1);
            for (int size : new int[] {1, 2, 3, 5, 7, 8, 9, 31, 32, 33, 100, 127, 128, 129, 200, 255, 256}) {
                List<Integer> rows =
                        new ArrayList<>(IntStream.range(0, 256).boxed().toList());
                Collections.shuffle(rows, shuffle);

                // When
                int[] together = scoreBits(stepper, events, states, rows.subList(0, size), hidden);

                // Then
                for (int place = 0; place < size; place++) {
                    assertThat(together[place])
                            .as("row at place %d of %d", place, size)
                            .isEqualTo(alone[rows.get(place)]);
                }
            }
        }
    }

    @Test
    void shouldFailOnlyTheRowWhoseInputIsNotFinite() {
        // Given
        RandomEvents random = new RandomEvents(FEATURES, 5);
        FeatureVector good = random.event();
        FeatureVector bad = new FeatureVector(good.numeric().clone(), good.categorical());
        bad.numeric()[2] = Float.POSITIVE_INFINITY;
        float[] start = new float[model.stateSize()];
        float[] brokenState = start.clone();
        brokenState[HIDDEN] = Float.NaN;
        float[] stateOfBad = random.state(model.stateSize());
        try (Stepper stepper = model.newStepper()) {
            stepper.put(0, good, start);
            stepper.step(1);
            float expected = stepper.logit(0);

            // When
            stepper.put(0, bad, start);
            stepper.put(1, good, start);
            stepper.put(2, good, brokenState);
            stepper.step(3);
            stepper.state(0, stateOfBad);

            // Then
            assertThat(stepper.logit(0)).isNaN();
            assertThat(stepper.logit(1)).isEqualTo(expected);
            assertThat(stepper.logit(2)).isNaN();
            assertThat(stateOfBad).containsOnly(0f);
        }
    }

    @Test
    void shouldRefuseIndexOutsideTheVocabulary() {
        // Given
        FeatureVector event = new FeatureVector(new float[13], new int[] {0, 300});
        try (Stepper stepper = model.newStepper()) {

            // When // Then
            assertThatThrownBy(() -> stepper.put(0, event, new float[model.stateSize()]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0 to 299, not 300");
        }
    }

    @Test
    void shouldScoreOnTwoThreadsAtOnceAsOnOne() throws InterruptedException, ExecutionException {
        // Given
        List<FeatureVector> session = new RandomEvents(FEATURES, 9).session(200);
        float[] expected = scoreOneByOne(session);
        ExecutorService threads = Executors.newFixedThreadPool(2);

        // When
        List<Future<float[]>> scores = IntStream.range(0, 8)
                .mapToObj(i -> threads.submit(() -> scoreOneByOne(session)))
                .toList();

        // Then
        for (Future<float[]> score : scores) {
            assertThat(score.get()).isEqualTo(expected);
        }
        threads.shutdown();
    }

    private static float[] scoreOneByOne(List<FeatureVector> session) {
        float[] logits = new float[session.size()];
        float[] state = new float[model.stateSize()];
        try (Stepper stepper = model.newStepper()) {
            for (int i = 0; i < logits.length; i++) {
                stepper.put(0, session.get(i), state);
                stepper.step(1);
                logits[i] = stepper.logit(0);
                stepper.state(0, state);
            }
        }
        return logits;
    }

    /** A hash of the bits of log-odds and state of each row. */
    private static int[] scoreBits(
            Stepper stepper, List<FeatureVector> events, List<float[]> states, List<Integer> rows, int hidden) {
        for (int place = 0; place < rows.size(); place++) {
            stepper.put(place, events.get(rows.get(place)), states.get(rows.get(place)));
        }
        stepper.step(rows.size());
        int[] bits = new int[rows.size()];
        float[] state = new float[2 * hidden];
        for (int place = 0; place < bits.length; place++) {
            stepper.state(place, state);
            bits[place] = 31 * Arrays.hashCode(state) + Float.floatToRawIntBits(stepper.logit(place));
        }
        return bits;
    }
}
