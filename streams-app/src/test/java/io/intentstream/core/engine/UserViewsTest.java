package io.intentstream.core.engine;

import static io.intentstream.core.engine.Users.event;
import static io.intentstream.core.engine.Users.intent;
import static io.intentstream.core.engine.Users.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.Driver;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserViewsTest {
    private final EngineSettings settings = EngineSettings.defaults();
    private final JavaLstm model = new JavaLstm(7);
    private final Users users = new Users(settings, model);
    private final UserViews views = new UserViews(settings, model, AudienceSet.NONE);

    @Test
    void shouldReportSameResultAsEngineAfterLatestEvent() {
        // Given
        Outcome last = session().get(3);
        UserProfile profile = profile(last);
        profile.setChanged(List.of());
        PurchaseIntent latest = intent(last);
        latest.setEventId("");

        // When
        UserView view = views.of(users.stored("ann"));

        // Then
        assertThat(view.profile()).isEqualTo(profile);
        assertThat(view.latest()).isEqualTo(latest);
    }

    @Test
    void shouldReportScoreAfterEveryEventOfTheWindow() {
        // Given
        List<PurchaseIntent> told = session().stream().map(Users::intent).toList();

        // When
        List<UserView.JourneyEvent> journey = views.of(users.stored("ann")).journey();

        // Then
        assertThat(journey)
                .extracting(UserView.JourneyEvent::probability)
                .isEqualTo(told.stream().map(PurchaseIntent::getProbability).toList());
        assertThat(journey)
                .extracting(UserView.JourneyEvent::change)
                .isEqualTo(told.stream().map(PurchaseIntent::getChange).toList());
        assertThat(journey)
                .extracting(UserView.JourneyEvent::band)
                .isEqualTo(told.stream().map(PurchaseIntent::getBand).toList());
        assertThat(journey)
                .extracting(step -> step.event().type())
                .containsExactly(
                        EventType.VIEW_ITEM, EventType.VIEW_ITEM, EventType.ADD_TO_CART, EventType.BEGIN_CHECKOUT);
        assertThat(journey).noneMatch(UserView.JourneyEvent::degraded);
    }

    @Test
    void shouldTellWhatEveryEventMovedAsTheDriversOfItsIntentDo() {
        // Given
        List<PurchaseIntent> told = session().stream().map(Users::intent).toList();

        // When
        List<UserView.Moment> moments = views.of(users.stored("ann")).moments();

        // Then
        assertThat(moments)
                .extracting(UserView.Moment::before)
                .containsExactly(
                        model.manifest().baseRate(),
                        told.get(0).getProbability(),
                        told.get(1).getProbability(),
                        told.get(2).getProbability());
        for (int i = 0; i < told.size(); i++) {
            List<Double> strongest = moments.subList(0, i + 1).stream()
                    .map(UserView.Moment::logOddsChange)
                    .sorted(Comparator.comparing(Math::abs, Comparator.reverseOrder()))
                    .limit(3)
                    .toList();
            assertThat(told.get(i).getDrivers())
                    .extracting(Driver::getLogOddsChange)
                    .containsExactlyInAnyOrderElementsOf(strongest);
        }
        assertThat(moments.get(3).categories()).isEqualTo(told.get(3).getCategories());
    }

    @Test
    void shouldNotAttributeScoresOfAnotherModelToItself() {
        // Given
        session();
        JavaLstm other = new JavaLstm(8);

        // When
        PurchaseIntent latest = new UserViews(settings, other, AudienceSet.NONE)
                .of(users.stored("ann"))
                .latest();

        // Then
        assertThat(latest.getModelFingerprint()).isEqualTo(model.fingerprintHex());
        assertThat(latest.getModelName()).isEmpty();
        assertThat(latest.getModelVersion()).isEmpty();
    }

    private List<Outcome> session() {
        return users.apply(
                event("ann", "1", EventType.VIEW_ITEM, 0),
                event("ann", "2", EventType.VIEW_ITEM, 30),
                event("ann", "3", EventType.ADD_TO_CART, 60),
                event("ann", "4", EventType.BEGIN_CHECKOUT, 70));
    }
}
