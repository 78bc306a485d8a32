package io.intentstream.core.engine;

import static io.intentstream.core.engine.BasketEvents.basket;
import static io.intentstream.core.engine.BasketEvents.order;
import static io.intentstream.core.engine.BasketEvents.singleItem;
import static io.intentstream.core.engine.BasketEvents.unpriced;
import static io.intentstream.core.engine.BasketEvents.worth;
import static io.intentstream.core.engine.Users.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.Affinity;
import io.intentstream.schema.CartItem;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import io.intentstream.schema.Monetary;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Tag;
import io.intentstream.schema.UserProfile;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasketTest {
    private static final long DAY = 86_400;

    private final Users users = new Users(EngineSettings.defaults(), JavaLstm.ofAllFeatures(7));

    /** The profile after the last of these events. */
    private UserProfile after(ClickEvent... events) {
        List<Outcome> outcomes = users.oneByOne(List.of(events));
        return Users.profile(outcomes.get(outcomes.size() - 1));
    }

    /** Enough events of a day later to move all earlier ones out of the window. */
    private static ClickEvent[] browsing(long from) {
        return IntStream.range(0, 300)
                .mapToObj(i -> Users.event("ann", "browse " + from + " " + i, EventType.PAGE_VIEW, from + 20L * i))
                .toArray(ClickEvent[]::new);
    }

    private static List<Long> money(UserProfile profile) {
        return profile.getMonetary().stream().map(Monetary::getTotalMinor).toList();
    }

    private static List<String> cart(UserProfile profile) {
        return profile.getCart().stream().map(CartItem::getItemId).toList();
    }

    @Nested
    class Products {
        @ParameterizedTest
        @EnumSource(
                value = EventType.class,
                mode = EnumSource.Mode.EXCLUDE,
                names = {"VIEW_ITEM_LIST", "SEARCH", "VIEW_PROMOTION", "SELECT_PROMOTION"})
        void shouldReadOneItemAsTheFieldsOfOneProduct(EventType type) {
            // Given
            Users single = new Users(EngineSettings.defaults(), JavaLstm.ofAllFeatures(7));

            // When
            Outcome.Scored listed =
                    (Outcome.Scored) users.apply(basket("1", type, 0, 4)).get(0);

            // Then
            Outcome.Scored expected = (Outcome.Scored)
                    single.apply(singleItem(basket("1", type, 0, 4))).get(0);
            assertThat(listed.profile()).isEqualTo(expected.profile());
            assertThat(listed.intent()).isEqualTo(expected.intent());
            assertThat(users.state("ann")).isEqualTo(single.state("ann"));
        }

        @Test
        void shouldCountEachProductForAffinitiesPricesAndSession() {
            // When
            UserProfile profile = after(basket("1", EventType.VIEW_CART, 0, 1, 2, 4));

            // Then: categories 1, 2, 1 and brands 1, 0, 0
            assertThat(profile.getTopCategories())
                    .extracting(Affinity::getId, Affinity::getShare)
                    .containsExactly(tuple("category-1", 0.6667), tuple("category-2", 0.3333));
            assertThat(profile.getTopBrands())
                    .extracting(Affinity::getId, Affinity::getShare)
                    .containsExactly(tuple("brand-0", 0.6667), tuple("brand-1", 0.3333));
            assertThat(profile.getPriceBand().getTypicalMinor()).isEqualTo(200);
            assertThat(profile.getCurrentSession().getItems()).isEqualTo(3);
            assertThat(profile.getCurrentSession().getCategories()).isEqualTo(2);
            assertThat(profile.getUpdateNumber()).isEqualTo(1);
        }

        @ParameterizedTest
        @EnumSource(
                value = EventType.class,
                names = {"VIEW_ITEM_LIST", "SEARCH", "VIEW_PROMOTION", "SELECT_PROMOTION"})
        void shouldCountImpressionsAsNoViews(EventType type) {
            // Given
            ClickEvent list = basket("1", type, 0, 1, 2, 3);
            list.setCategoryId("hats");

            // When
            UserProfile profile = after(list);

            // Then
            assertThat(profile.getTopCategories()).extracting(Affinity::getId).containsExactly("hats");
            assertThat(profile.getTopBrands()).isEmpty();
            assertThat(profile.getPriceBand()).isNull();
            assertThat(profile.getCurrentSession().getItems()).isZero();
        }

        @Test
        void shouldAddAndRemoveEachProduct() {
            // When
            UserProfile added = after(basket("1", EventType.ADD_TO_CART, 0, 1, 2, 3));
            UserProfile removed = after(basket("2", EventType.REMOVE_FROM_CART, 9, 1, 3));

            // Then
            assertThat(cart(added)).containsExactly("p1", "p2", "p3");
            assertThat(cart(removed)).containsExactly("p2");
        }

        @Test
        void shouldRemoveEveryPurchasedProductFromCart() {
            // When
            UserProfile profile = after(
                    basket("1", EventType.ADD_TO_CART, 0, 1, 2, 3, 4), basket("2", EventType.PURCHASE, 9, 1, 3, 4));

            // Then
            assertThat(cart(profile)).containsExactly("p2");
        }

        @Test
        void shouldShowCommonestCategoryOfSeveralProductsInIntent() {
            // When
            PurchaseIntent intent = intent(users.apply(basket("1", EventType.BEGIN_CHECKOUT, 0, 2, 1, 4))
                    .get(0));

            // Then
            assertThat(intent.getItemId()).isNull();
            assertThat(intent.getCategoryId()).isEqualTo("category-1");
            assertThat(intent.getDrivers().get(0).getCategoryId()).isEqualTo("category-1");
        }
    }

    /** The broker refuses records of more than 1 MiB, and the engine could not go on. */
    @Test
    void shouldKeepStateOfLargestBasketsWithinAKafkaRecord() {
        // Given
        int[] products = IntStream.range(0, EventValidator.MAX_ITEMS).toArray();

        // When
        for (int i = 0; i < 40; i++) {
            ClickEvent event = order("e" + i, EventType.PURCHASE, 60L * i, "order " + i, products);
            for (Item item : event.getItems()) {
                item.setItemId("%s of event %0150d".formatted(item.getItemId(), i));
                item.setCategoryId(null);
                item.setBrand(null);
            }
            assertThat(new EventValidator(Duration.ofMinutes(5))
                            .validate(event, event.getEventTime().toEpochMilli()))
                    .isInstanceOf(Validation.Accepted.class);
            users.apply(event);
        }

        // Then
        assertThat(users.stored().values().values())
                .allSatisfy(value -> assertThat(value).hasSizeLessThan(1_000_000));
    }

    @Nested
    class Orders {
        @Test
        void shouldCountOrderOfFiveProductsOnceWithItsValue() {
            // When
            UserProfile profile = after(worth(1_999L, order("1", EventType.PURCHASE, 0, "A", 1, 2, 3, 4, 5)));

            // Then
            assertThat(profile.getOrders()).isEqualTo(1);
            assertThat(profile.getMonetary())
                    .extracting(Monetary::getCurrency, Monetary::getOrders, Monetary::getTotalMinor)
                    .containsExactly(tuple("EUR", 1L, 1_999L));
        }

        @Test
        void shouldSumUpProductsOfOrderWithoutValue() {
            // Given
            ClickEvent purchase = order("1", EventType.PURCHASE, 0, "A", 1, 2, 3);
            purchase.getItems().get(1).setQuantity(3);

            // When
            UserProfile profile = after(purchase);

            // Then
            assertThat(money(profile)).containsExactly(100L + 3 * 200 + 300);
        }

        @Test
        void shouldCountFurtherEventOfOrderAsNoFurtherPurchase() {
            // Given
            after(order("1", EventType.PURCHASE, 0, "A", 1, 2));

            // When
            UserProfile profile = after(order("2", EventType.PURCHASE, 60, "A", 1, 2));

            // Then
            assertThat(profile.getOrders()).isEqualTo(1);
            assertThat(profile.getUpdateNumber()).isEqualTo(2);
            assertThat(profile.getLifetimeCounts()).containsEntry("PURCHASE", 1L);
            assertThat(profile.getLastHourCounts()).containsEntry("PURCHASE", 1L);
            assertThat(profile.getTags()).extracting(Tag::getName).contains("first-time-buyer");
            assertThat(money(profile)).containsExactly(300L);
        }

        @Test
        void shouldAddProductsThatAreNewToOrder() {
            // When
            UserProfile profile =
                    after(order("1", EventType.PURCHASE, 0, "A", 1, 2), order("2", EventType.PURCHASE, 60, "A", 2, 3));

            // Then
            assertThat(money(profile)).containsExactly(600L);
        }

        @Test
        void shouldTakeValueThatAnyEventOfOrderGives() {
            // When
            UserProfile profile = after(
                    order("1", EventType.PURCHASE, 0, "A", 1, 2),
                    worth(350L, order("2", EventType.PURCHASE, 60, "A")),
                    order("3", EventType.PURCHASE, 90, "A", 3));

            // Then
            assertThat(money(profile)).containsExactly(350L);
        }

        @Test
        void shouldTakePriceFromFurtherEventOfOrder() {
            // When
            UserProfile profile = after(
                    unpriced(order("1", EventType.PURCHASE, 0, "A", 1, 2)),
                    order("2", EventType.PURCHASE, 60, "A", 2),
                    order("3", EventType.PURCHASE, 90, "A", 2));

            // Then
            assertThat(money(profile)).containsExactly(200L);
            assertThat(profile.getOrders()).isEqualTo(1);
        }

        @Test
        void shouldRecogniseOrderAfterItsEventHasLeftWindow() {
            // Given
            after(order("1", EventType.PURCHASE, 0, "A", 1, 2));
            after(browsing(DAY));
            users.restart();

            // When
            UserProfile profile = after(order("2", EventType.PURCHASE, 2 * DAY, "A", 1, 2));

            // Then
            assertThat(profile.getOrders()).isEqualTo(1);
            assertThat(money(profile)).containsExactly(300L);
        }

        @Test
        void shouldNotEmptyCartAgainForFurtherEventOfOrder() {
            // When
            UserProfile profile = after(
                    order("1", EventType.PURCHASE, 0, "A"),
                    basket("2", EventType.ADD_TO_CART, 60, 7),
                    order("3", EventType.PURCHASE, 90, "A"));

            // Then
            assertThat(cart(profile)).containsExactly("p7");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void shouldKeepCartEmptyWhenFurtherEventOfOrderIsOlderThanWindow(int named) {
            // Given
            int[] products = IntStream.rangeClosed(1, named).toArray();
            after(basket("cart", EventType.ADD_TO_CART, 0, 1));
            after(browsing(DAY));
            UserProfile bought = after(order("page", EventType.PURCHASE, 2 * DAY, "A", products));

            // When
            UserProfile after = after(order("server", EventType.PURCHASE, 60, "A", products));

            // Then
            assertThat(cart(bought)).isEmpty();
            assertThat(cart(after)).isEmpty();
            assertThat(after.getOrders()).isEqualTo(1);
        }

        @Test
        void shouldKeepWhatWasAddedToCartAfterPurchaseThatIsOlderThanWindow() {
            // Given
            after(basket("cart", EventType.ADD_TO_CART, 120, 1));
            after(browsing(DAY));

            // When
            UserProfile after = after(order("late", EventType.PURCHASE, 60, "A", 1));

            // Then
            assertThat(cart(after)).containsExactly("p1");
        }

        @Test
        void shouldCountEachPurchaseWithoutOrderId() {
            // When
            UserProfile profile = after(
                    basket("1", EventType.PURCHASE, 0, 1, 2), worth(50L, basket("2", EventType.PURCHASE, 60, 1, 2)));

            // Then
            assertThat(profile.getOrders()).isEqualTo(2);
            assertThat(money(profile)).containsExactly(350L);
        }

        @Test
        void shouldRememberBoundedNumberOfOrders() {
            // Given
            for (int i = 0; i <= 32; i++) {
                after(order("e" + i, EventType.PURCHASE, 60L * i, "order " + i, 1));
            }

            // When
            UserProfile again = after(
                    order("second", EventType.PURCHASE, 5_000, "order 1", 1),
                    order("oldest", EventType.PURCHASE, 5_001, "order 0", 1));

            // Then: the oldest is forgotten, and counts again
            assertThat(again.getOrders()).isEqualTo(34);
        }
    }

    @Nested
    class Refunds {
        @Test
        void shouldTakeBackWholeOrderOnce() {
            // Given
            after(order("1", EventType.PURCHASE, 0, "A", 1, 2), order("2", EventType.PURCHASE, 60, "B", 5));

            // When
            UserProfile refunded = after(order("3", EventType.REFUND, 90, "A"));
            UserProfile again = after(order("4", EventType.REFUND, 99, "A"));

            // Then
            assertThat(money(refunded)).containsExactly(500L);
            assertThat(refunded.getChanged()).contains("monetary");
            assertThat(money(again)).containsExactly(500L);
            assertThat(again.getOrders()).isEqualTo(2);
        }

        @Test
        void shouldTakeBackRefundsOwnValue() {
            // When
            UserProfile profile = after(
                    worth(1_000L, order("1", EventType.PURCHASE, 0, "A", 1, 2)),
                    worth(300L, order("2", EventType.REFUND, 60, "A", 1)));

            // Then
            assertThat(money(profile)).containsExactly(700L);
        }

        @Test
        void shouldTakeBackProductsOfRefundAtTheirPriceInOrder() {
            // Given
            after(order("1", EventType.PURCHASE, 0, "A", 1, 2, 3));
            ClickEvent refund = order("2", EventType.REFUND, 60, "A", 2);
            refund.getItems().get(0).setPriceMinor(null);

            // When
            UserProfile profile = after(refund);

            // Then
            assertThat(money(profile)).containsExactly(400L);
        }

        @Test
        void shouldTakeBackProductsAtPriceThatPurchaseGivesLater() {
            // Given
            after(browsing(DAY));
            ClickEvent refund = order("1", EventType.REFUND, 2 * DAY, "A", 2);
            refund.getItems().get(0).setQuantity(3);
            after(unpriced(refund));
            after(unpriced(order("2", EventType.PURCHASE, 60, "A", 2, 9)));
            users.restart();

            // When
            UserProfile profile = after(order("3", EventType.PURCHASE, 0, "A", 2, 9));

            // Then
            assertThat(money(profile)).containsExactly(500L);
            assertThat(profile.getOrders()).isEqualTo(1);
        }

        @Test
        void shouldNotTakeBackMoreThanOrderIsWorth() {
            // When
            UserProfile profile = after(
                    order("1", EventType.PURCHASE, 0, "A", 1),
                    order("2", EventType.PURCHASE, 10, "B", 9),
                    worth(1_000_000L, order("3", EventType.REFUND, 60, "A")));

            // Then
            assertThat(money(profile)).containsExactly(900L);
        }

        @Test
        void shouldTakeNothingBackForUnknownOrder() {
            // When
            UserProfile profile =
                    after(order("1", EventType.PURCHASE, 0, "A", 1), order("2", EventType.REFUND, 60, "B", 1));

            // Then
            assertThat(money(profile)).containsExactly(100L);
        }

        @Test
        void shouldTakeBackOrderAfterItsEventHasLeftWindow() {
            // Given
            after(order("1", EventType.PURCHASE, 0, "A", 1, 2));
            after(browsing(DAY));
            users.restart();

            // When
            UserProfile profile = after(order("2", EventType.REFUND, 5 * DAY, "A", 2));

            // Then
            assertThat(money(profile)).containsExactly(100L);
        }

        @Test
        void shouldTakeBackOrderWhosePurchaseArrivesAfterRefundAndOlderThanWindow() {
            // Given
            after(browsing(DAY));
            after(order("1", EventType.REFUND, 2 * DAY, "A", 2));

            // When
            UserProfile profile = after(order("2", EventType.PURCHASE, 0, "A", 1, 2));

            // Then
            assertThat(money(profile)).containsExactly(100L);
            assertThat(profile.getOrders()).isEqualTo(1);
        }
    }
}
