package io.intentstream.core.intent;

import static io.intentstream.core.engine.Users.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.Users;
import io.intentstream.core.model.AdditiveModel;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.Band;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.Driver;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntentWriterTest {
    private final AdditiveModel model = new AdditiveModel(Map.of(
            EventType.VIEW_ITEM,
            0.25f,
            EventType.ADD_TO_CART,
            1f,
            EventType.REMOVE_FROM_CART,
            -1.5f,
            EventType.SEARCH,
            Float.NaN));
    private final Users users = new Users(EngineSettings.defaults(), model);

    @Test
    void shouldFollowTheProbabilityFromEventToEvent() {
        // When
        List<PurchaseIntent> intents = intents(
                event("ann", "1", EventType.VIEW_ITEM, 0),
                event("ann", "2", EventType.ADD_TO_CART, 10),
                event("ann", "3", EventType.REMOVE_FROM_CART, 20),
                event("ann", "4", EventType.REMOVE_FROM_CART, 30));

        // Then
        assertThat(intents).extracting(PurchaseIntent::getProbability).containsExactly(0.6225, 0.9241, 0.3775, 0.0293);
        assertThat(intents)
                .extracting(PurchaseIntent::getPreviousProbability)
                .containsExactly(null, 0.6225, 0.9241, 0.3775);
        assertThat(intents).extracting(PurchaseIntent::getChange).containsExactly(0.0, 0.3016, -0.5466, -0.3482);
        assertThat(intents)
                .extracting(PurchaseIntent::getBand)
                .containsExactly(Band.MEDIUM, Band.HIGH, Band.MEDIUM, Band.LOW);
        assertThat(intents).extracting(PurchaseIntent::getUpdateNumber).containsExactly(1L, 2L, 3L, 4L);
        assertThat(intents).extracting(PurchaseIntent::getEventId).containsExactly("1", "2", "3", "4");
    }

    @Test
    void shouldSayWhatTheEventWas() {
        // Given
        ClickEvent search = event("ann", "2", EventType.SEARCH, 10);
        search.setItemId(null);
        search.setCategoryId(null);

        // When
        List<PurchaseIntent> intents = intents(event("ann", "1", EventType.ADD_TO_CART, 0), search);

        // Then
        assertThat(intents)
                .extracting(PurchaseIntent::getEventType)
                .containsExactly(EventType.ADD_TO_CART, EventType.SEARCH);
        assertThat(intents).extracting(PurchaseIntent::getItemId).containsExactly("item-0", null);
        assertThat(intents).extracting(PurchaseIntent::getCategoryId).containsExactly("category-0", null);
    }

    @Test
    void shouldNameTheModelThatScored() {
        // When
        PurchaseIntent intent = last(event("ann", "1", EventType.VIEW_ITEM, 0));

        // Then
        assertThat(intent.getModelName()).isEqualTo("additive");
        assertThat(intent.getModelVersion()).isEqualTo("3");
        assertThat(intent.getModelFingerprint()).isEqualTo("0000000000000add");
        assertThat(intent.getHorizon()).isEqualTo("purchase later in the session");
    }

    @Test
    void shouldOrderDriversByAbsoluteChangeOfLogOdds() {
        // When
        PurchaseIntent intent = last(
                event("ann", "1", EventType.VIEW_ITEM, 0),
                event("ann", "2", EventType.ADD_TO_CART, 10),
                event("ann", "3", EventType.VIEW_ITEM, 20),
                event("ann", "4", EventType.REMOVE_FROM_CART, 30));

        // Then: the first event's change is measured from the base rate
        assertThat(intent.getDrivers())
                .extracting(Driver::getEventType)
                .containsExactly(EventType.REMOVE_FROM_CART, EventType.ADD_TO_CART, EventType.VIEW_ITEM);
        assertThat(intent.getDrivers()).extracting(Driver::getLogOddsChange).containsExactly(-3.0, 2.0, 1.599);
        assertThat(intent.getDrivers()).extracting(Driver::getEventTime).containsExactly(time(30), time(10), time(0));
        assertThat(intent.getDrivers()).extracting(Driver::getItemId).containsExactly("item-2", "item-3", "item-0");
    }

    @Test
    void shouldPreferEarlierDriversAmongEqualOnes() {
        // When
        PurchaseIntent intent = last(
                event("ann", "1", EventType.ADD_TO_CART, 0),
                event("ann", "2", EventType.ADD_TO_CART, 10),
                event("ann", "3", EventType.ADD_TO_CART, 20),
                event("ann", "4", EventType.ADD_TO_CART, 30));

        // Then
        assertThat(intent.getDrivers()).extracting(Driver::getEventTime).containsExactly(time(0), time(10), time(20));
    }

    @Test
    void shouldTakeDriversAndCategoriesFromTheCurrentSession() {
        // When
        PurchaseIntent intent = last(
                event("ann", "1", EventType.ADD_TO_CART, 0),
                event("ann", "2", EventType.ADD_TO_CART, 10),
                event("ann", "3", EventType.VIEW_ITEM, 3602));

        // Then
        assertThat(intent.getDrivers()).extracting(Driver::getLogOddsChange).containsExactly(1.599);
        assertThat(intent.getCategories()).containsExactly(new CategoryIntent("category-2", 0.6225));
    }

    @Test
    void shouldFallBackToBaseRateForTheEventOnWhichTheModelFails() {
        // When
        List<PurchaseIntent> intents = intents(
                event("ann", "1", EventType.ADD_TO_CART, 0),
                event("ann", "2", EventType.SEARCH, 10),
                event("ann", "3", EventType.VIEW_ITEM, 20));

        // Then
        assertThat(intents).extracting(PurchaseIntent::getDegraded).containsExactly(false, true, false);
        assertThat(intents).extracting(PurchaseIntent::getProbability).containsExactly(0.8808, 0.25, 0.6225);
        assertThat(intents.get(2).getDrivers())
                .extracting(Driver::getLogOddsChange)
                .containsExactly(3.099, -3.099, 1.599);
    }

    @Test
    void shouldDistributeProbabilityOverTheMostFrequentCategories() {
        // When
        PurchaseIntent intent = last(
                inCategory("hats", 0),
                inCategory("shoes", 1),
                inCategory("bags", 2),
                inCategory("shoes", 3),
                inCategory("coats", 4),
                inCategory("shoes", 5),
                inCategory("bags", 6));

        // Then: 3, 2 and 1 of 7 events; the fourth category is left out
        assertThat(intent.getProbability()).isEqualTo(0.9707);
        assertThat(intent.getCategories())
                .containsExactly(
                        new CategoryIntent("shoes", 0.416),
                        new CategoryIntent("bags", 0.2773),
                        new CategoryIntent("hats", 0.1387));
    }

    @Test
    void shouldHaveNoCategoriesWhenEventsNameNone() {
        // When
        PurchaseIntent intent = last(inCategory(null, 0));

        // Then
        assertThat(intent.getCategories()).isEmpty();
    }

    @Test
    void shouldStayBoundedInLongSessions() {
        // When
        PurchaseIntent intent = last(IntStream.range(0, 600)
                .mapToObj(i -> inCategory("category-" + i, i))
                .toArray(ClickEvent[]::new));

        // Then
        assertThat(intent.getUpdateNumber()).isEqualTo(600);
        assertThat(intent.getDrivers()).hasSize(3);
        assertThat(intent.getCategories()).hasSize(3);
    }

    private List<PurchaseIntent> intents(ClickEvent... events) {
        List<Outcome> outcomes = users.oneByOne(List.of(events));
        return outcomes.stream().map(Users::intent).toList();
    }

    private PurchaseIntent last(ClickEvent... events) {
        return intents(events).get(events.length - 1);
    }

    private static ClickEvent inCategory(String category, long second) {
        ClickEvent event = event("ann", "at " + second, EventType.VIEW_ITEM, second);
        event.setCategoryId(category);
        return event;
    }

    private static Instant time(long second) {
        return event("ann", "", EventType.OTHER, second).getEventTime();
    }
}
