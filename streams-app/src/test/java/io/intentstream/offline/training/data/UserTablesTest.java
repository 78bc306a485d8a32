package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.ConversionFeature;
import io.intentstream.core.feature.ConversionTable;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserTablesTest {
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(
                    new FeatureSpec.Numeric(ConversionFeature.ITEM_POPULARITY.id(), 0, 1),
                    new FeatureSpec.Numeric(ConversionFeature.ITEM_BUY_RATE.id(), 0, 1)),
            List.of());

    /** 50 users; each one views and buys the common product, and a product that nobody else knows. */
    private final List<UserEvents> training = users("buyer", 50);

    @Test
    void shouldHideUsersOwnPurchasesFromTheirFeatures() {
        // Given
        UserFeatures features = new UserFeatures(FEATURES, UserTables.of(UserTables.counts(training), training));

        // When // Then
        double meanRate = 1;
        for (UserEvents user : training) {
            float[] own = features.training(user)
                    .of(history(), view("only-" + user.userId()))
                    .numeric();
            assertThat(own[0]).isZero();
            assertThat(own[1]).isEqualTo((float) Math.log(meanRate));
        }
    }

    @Test
    void shouldShowPurchasesOfOtherFolds() {
        // Given
        UserFeatures features = new UserFeatures(FEATURES, UserTables.of(UserTables.counts(training), training));

        // When // Then: the user's fold is left out, not the user alone
        for (UserEvents user : training) {
            long others = training.stream()
                    .filter(other -> UserTables.fold(other.userId()) != UserTables.fold(user.userId()))
                    .count();
            assertThat(others).isBetween(30L, 48L);
            assertThat(features.training(user).of(history(), view("common")).numeric()[0])
                    .isEqualTo((float) Math.log1p(others));
        }
    }

    @Test
    void shouldShowOtherUsersTheCountsOfAllTrainingUsers() {
        // Given
        UserFeatures features = new UserFeatures(FEATURES, UserTables.of(UserTables.counts(training), training));

        // When
        float[] common = features.others().of(history(), view("common")).numeric();
        float[] rare = features.others().of(history(), view("only-buyer7")).numeric();

        // Then
        assertThat(common[0]).isEqualTo((float) Math.log(51));
        assertThat(rare[0]).isEqualTo((float) Math.log(2));
    }

    @Test
    void shouldShowTrainingUsersThoseWhoAreOnlyCounted() {
        // Given
        ConversionCounts all = UserTables.counts(training);
        all.add(UserTables.counts(users("stranger", 30)));

        // When
        UserTables tables = UserTables.of(all, training);

        // Then
        for (ConversionTable table : tables.outOfFold()) {
            double popularity = ConversionFeature.ITEM_POPULARITY.from(table).of(history(), view("only-stranger3"));
            assertThat(popularity).isEqualTo(Math.log(2));
        }
    }

    private static List<UserEvents> users(String name, int number) {
        return IntStream.range(0, number).mapToObj(i -> user(name + i)).toList();
    }

    private static UserEvents user(String userId) {
        List<WindowEvent> events = new ArrayList<>();
        for (String item : List.of("common", "only-" + userId)) {
            events.add(view(item));
            events.add(event(EventType.PURCHASE, item));
        }
        return new UserEvents(userId, events);
    }

    private static History history() {
        return new History(EngineSettings.defaults());
    }

    private static WindowEvent view(String item) {
        return event(EventType.VIEW_ITEM, item);
    }

    private static WindowEvent event(EventType type, String item) {
        return new WindowEvent(item.hashCode(), 0, type, item, null, null, -1, null, 1, -1, null, null);
    }
}
