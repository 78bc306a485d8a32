package io.intentstream.offline.evaluation.sample;

import static io.intentstream.schema.EventType.PURCHASE;
import static io.intentstream.schema.EventType.VIEW_ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.session.Crop;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.offline.training.data.HistoryFold;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionReaderTest {
    private static final FeatureSet FEATURES = new FeatureSet(new FeatureSpec(
            List.of(new FeatureSpec.Numeric("session_start", 0, 1)),
            List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0))));

    @Test
    void shouldEvaluateAtEventBeforeFirstPurchaseForCropZero() {
        // Given
        ObservedSession bought = session(VIEW_ITEM, VIEW_ITEM, PURCHASE, VIEW_ITEM, PURCHASE, VIEW_ITEM);
        ObservedSession left = session(VIEW_ITEM, VIEW_ITEM, VIEW_ITEM);
        ObservedSession beginsWithIt = session(PURCHASE, VIEW_ITEM);

        // When
        Sample sample = Sample.of(List.of(bought, left, beginsWithIt), crop(0));

        // Then
        assertThat(sample.places()).containsExactly(new Sample.Place(0, 1), new Sample.Place(1, 2));
        assertThat(sample.label(0)).isEqualTo(1);
        assertThat(sample.label(1)).isZero();
    }

    @Test
    void shouldLabelCropByHiddenEvents() {
        // Given
        ObservedSession session = session(VIEW_ITEM, VIEW_ITEM, PURCHASE, VIEW_ITEM, VIEW_ITEM);

        // When // Then: the purchase is the third from the end
        assertThat(label(session, 1)).isZero();
        assertThat(label(session, 2)).isZero();
        assertThat(label(session, 3)).isEqualTo(1);
        assertThat(label(session, 4)).isEqualTo(1);
    }

    @Test
    void shouldDropSessionsNotLongerThanTheCrop() {
        // Given
        ObservedSession ofFive = session(VIEW_ITEM, VIEW_ITEM, VIEW_ITEM, VIEW_ITEM, VIEW_ITEM);
        ObservedSession ofSix = session(VIEW_ITEM, VIEW_ITEM, VIEW_ITEM, VIEW_ITEM, VIEW_ITEM, VIEW_ITEM);

        // When
        Sample sample = Sample.of(List.of(ofFive, ofSix), crop(5));

        // Then
        assertThat(sample.places()).containsExactly(new Sample.Place(1, 0));
    }

    @Test
    void shouldApplyPublishedLabelAndEvaluateAtLastEvent() {
        // Given
        UserEvents user = new UserEvents("u", WindowEvents.of(VIEW_ITEM, VIEW_ITEM), true);

        // When
        List<ObservedSession> sessions = reader(Outcomes.PUBLISHED).sessions(List.of(user));

        // Then
        assertThat(sessions).singleElement().satisfies(session -> {
            assertThat(session.labels()).containsExactly(1, 1);
            assertThat(session.starts()).containsExactly(true, false);
            assertThat(crop(0).events(session)).containsExactly(1);
            assertThat(crop(1).events(session)).containsExactly(0);
        });
    }

    @Test
    void shouldIncludeEarlierHistoryOfUser() {
        // When
        ObservedSession session = session(VIEW_ITEM, PURCHASE, VIEW_ITEM);

        // Then
        assertThat(session.habits().get(1).purchases()).isZero();
        assertThat(session.habits().get(1).hoursSincePurchase()).isInfinite();
        assertThat(session.habits().get(2).purchases()).isEqualTo(1);
        assertThat(session.habits().get(2).hoursSincePurchase()).isEqualTo(1 / 60.0);
    }

    private static EvaluationPoint crop(int hidden) {
        return new EvaluationPoint.LastVisible(new Crop(hidden));
    }

    private static int label(ObservedSession session, int crop) {
        return Sample.of(List.of(session), crop(crop)).label(0);
    }

    private static ObservedSession session(EventType... types) {
        List<UserEvents> users = List.of(new UserEvents("u", WindowEvents.of(types)));
        return reader(Outcomes.PURCHASE_EVENTS).sessions(users).get(0);
    }

    private static SessionReader reader(Outcomes outcomes) {
        return new SessionReader(0, new HistoryFold(EngineSettings.defaults()), FEATURES, outcomes);
    }
}
