package io.intentstream.offline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.session.Crop;
import io.intentstream.offline.training.baseline.BaselineKind;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.Split;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittedBaselinesTest {
    private static final EvaluationPoint EVERY_EVENT = new EvaluationPoint.EveryEvent();
    private static final EvaluationPoint CROP_1 = new EvaluationPoint.LastVisible(new Crop(1));
    private static final EvaluationPoint CROP_5 = new EvaluationPoint.LastVisible(new Crop(5));

    private final List<String> steps = new ArrayList<>();

    @Test
    void shouldUseOneBaselineForAllPointsWithoutRefit() {
        // When
        FittedBaselines fitted = baselines(false);

        // Then
        assertThat(fitted.at(CROP_1)).isEqualTo(fitted.at(EVERY_EVENT));
        assertThat(fitted.at(CROP_1).get(0).learntFrom().describe()).isEqualTo("20 users (40 %), 40 events");
        assertThat(fitted.at(EVERY_EVENT)).extracting(FittedBaseline::kind).containsExactly(BaselineKind.LAST_EVENT);
        assertThat(steps).containsExactly("last-event rule: every event");
    }

    @Test
    void shouldRefitBaselineToEachCrop() {
        // When
        FittedBaselines fitted = baselines(true);

        // Then
        assertThat(fitted.at(EVERY_EVENT)).extracting(FittedBaseline::refitted).containsExactly(false);
        assertThat(fitted.at(CROP_1)).extracting(FittedBaseline::refitted).containsExactly(false, true);
        assertThat(fitted.notes()).isEmpty();
    }

    @Test
    void shouldNoteCropThatNoBaselineCanBeRefittedTo() {
        // Given: sessions have two events
        FittedBaselines fitted = baselines(true);

        // When
        List<FittedBaseline> atCrop5 = fitted.at(CROP_5);

        // Then
        assertThat(atCrop5).extracting(FittedBaseline::refitted).containsExactly(false);
        assertThat(fitted.notes()).singleElement().asString().contains("crop 5");
    }

    @Test
    void shouldAnnounceFitsOfEachCrop() {
        // Then
        assertThat(FittedBaselines.fits(options(false))).isEqualTo(1);
        assertThat(FittedBaselines.fits(options(true))).isEqualTo(1 + Crop.PUBLISHED.size());
    }

    private FittedBaselines baselines(boolean refitPerCrop) {
        EvaluationProgress progress = new EvaluationProgress() {
            @Override
            public void expect(int more) {}

            @Override
            public void step(String what) {
                steps.add(what);
            }
        };
        Split<SessionExample> sessions = new Split<>(sessions(), sessions(), List.of());
        return new FittedBaselines(SampleSessions.FEATURES, sessions, 50, options(refitPerCrop), 1, progress);
    }

    private static EvaluationOptions options(boolean refitPerCrop) {
        return new EvaluationOptions(
                EvaluationOptions.EvaluatedPart.TEST, 1L, List.of(BaselineKind.LAST_EVENT), refitPerCrop, 10);
    }

    private static List<SessionExample> sessions() {
        List<SessionExample> sessions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sessions.add(SampleSessions.session("user" + i, 2, i % 2 == 0));
        }
        return sessions;
    }
}
