package io.intentstream.offline.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.schema.EventType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final int CATEGORY = 0;
    private static final int TYPE = 1;
    private static final int CATEGORIES = 3;
    private static final Set<EventType> SEEN = EnumSet.of(
            EventType.VIEW_ITEM,
            EventType.ADD_TO_CART,
            EventType.BEGIN_CHECKOUT,
            EventType.ADD_SHIPPING_INFO,
            EventType.ADD_PAYMENT_INFO,
            EventType.PURCHASE);

    /** As of a shop without views of the cart, with assumed checkout steps. */
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(),
            List.of(
                    new FeatureSpec.Categorical("category", List.of("shoes", "hats"), 0),
                    new FeatureSpec.Categorical(
                            "event_type",
                            Arrays.stream(EventType.values()).map(Enum::name).toList(),
                            0)));

    private final Augmentation augmentation =
            new Augmentation(FEATURES, List.of(session(List.copyOf(SEEN))), new Random(3));

    @Test
    void shouldLendWeightOfNearestSeenType() {
        // Given: the weight of each type is its place
        float[] weights = new float[CATEGORIES + 1 + EventType.values().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i;
        }

        // When
        float[] lent = augmentation.lendToUnseen(weights);

        // Then
        assertThat(lent[place(EventType.VIEW_CART)]).isEqualTo(weights[place(EventType.ADD_TO_CART)]);
        assertThat(lent[place(EventType.SEARCH)]).isEqualTo(weights[place(EventType.VIEW_ITEM)]);
        assertThat(lent[place(EventType.REMOVE_FROM_CART)]).isEqualTo(weights[place(EventType.VIEW_ITEM)]);
        assertThat(SEEN).allSatisfy(type -> assertThat(lent[place(type)]).isEqualTo(weights[place(type)]));
    }

    @Test
    void shouldShowOnlyNearestTypeAsUnseenType() {
        // When
        Set<EventType> shownAsViewOfTheCart = EnumSet.noneOf(EventType.class);
        for (EventType recorded : SEEN) {
            for (int i = 0; i < 500; i++) {
                if (shown(recorded) == EventType.VIEW_CART) {
                    shownAsViewOfTheCart.add(recorded);
                }
            }
        }

        // Then
        assertThat(shownAsViewOfTheCart).containsExactly(EventType.ADD_TO_CART);
    }

    @Test
    void shouldRemoveCategoriesOfSomeSessions() {
        // When
        int removed = 0;
        for (int i = 0; i < 1_000; i++) {
            List<FeatureVector> shown = augmentation.apply(events(List.of(EventType.VIEW_ITEM, EventType.PURCHASE)));
            removed += shown.stream().allMatch(event -> event.categorical()[CATEGORY] == 0) ? 1 : 0;
        }

        // Then
        assertThat(removed).isBetween(60, 140);
    }

    private EventType shown(EventType recorded) {
        int index = augmentation.apply(events(List.of(recorded))).get(0).categorical()[TYPE];
        return EventType.values()[index - 1];
    }

    private static int place(EventType type) {
        return CATEGORIES + 1 + type.ordinal();
    }

    private static SessionExample session(List<EventType> types) {
        return new SessionExample("u", events(types), new float[types.size()]);
    }

    private static List<FeatureVector> events(List<EventType> types) {
        return types.stream()
                .map(type -> new FeatureVector(new float[0], new int[] {1, 1 + type.ordinal()}))
                .toList();
    }
}
