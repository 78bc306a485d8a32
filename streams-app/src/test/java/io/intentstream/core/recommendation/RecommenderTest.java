package io.intentstream.core.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.RecommendationReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final UserState state =
            new UserState("ann", EngineSettings.defaults().rememberingItems());
    private long eventId = 1;

    /**
     * Three shoes, two socks and a hat. After shoe-1 came shoe-2 and sock-1; with shoe-1, sock-2 was bought. Shoes lead to
     * socks.
     */
    private final ItemsBundle bundle = bundle(1);

    private ItemsBundle bundle(double maxPerCategory) {
        String[] ids = {"shoe-1", "shoe-2", "sock-1", "hat", "sock-2", "shoe-3"};
        int[] categoryOf = {0, 0, 1, ItemTables.NONE, 1, 0};
        int[] brandOf = {0, 1, ItemTables.NONE, ItemTables.NONE, 0, 0};
        float ten = (float) Math.log(1000);
        float[] logPrice = {ten, ten, Float.NaN, Float.NaN, ten, ten};
        int[] users = {9, 8, 7, 6, 5, 4};
        float[] popularity = {60, 50, 40, 30, 20, 10};
        RankedLists.Builder viewed = new RankedLists.Builder();
        viewed.add(1, 4).add(2, 2).endRow();
        RankedLists.Builder bought = new RankedLists.Builder();
        bought.add(4, 3).endRow();
        for (int i = 1; i < ids.length; i++) {
            viewed.endRow();
            bought.endRow();
        }
        RankedLists bestsellers = new RankedLists.Builder()
                .add(0, .5f)
                .add(1, .3f)
                .add(5, .3f)
                .endRow()
                .add(2, .6f)
                .add(4, .2f)
                .endRow()
                .build();
        RankedLists transitions =
                new RankedLists.Builder().add(1, .5f).endRow().endRow().build();
        ItemTables tables = new ItemTables(
                ids,
                categoryOf,
                brandOf,
                logPrice,
                users,
                popularity,
                new String[] {"shoes", "socks"},
                new String[] {"acme", "other"},
                viewed.build(),
                bought.build(),
                bestsellers,
                transitions);
        return ItemsBundle.of(
                new ItemsManifest(
                        ItemsManifest.KIND,
                        "shop-items",
                        "1",
                        1800,
                        ids.length,
                        2,
                        3,
                        0,
                        1,
                        MixWeights.DEFAULT,
                        maxPerCategory,
                        "",
                        "",
                        Map.of()),
                tables);
    }

    @Test
    void shouldRecommendBestsellersToSomebodyUnknown() {
        // When
        List<Recommendation> list = recommend(RecommendationRequest.of(3));

        // Then
        assertThat(list).extracting(Recommendation::itemId).containsExactly("shoe-1", "shoe-2", "sock-1");
        assertThat(list).extracting(Recommendation::reason).containsOnly(RecommendationReason.POPULAR);
        assertThat(UserItems.of(state).isCold()).isTrue();
    }

    @Test
    void shouldRecommendWhatOthersViewedAfterTheProduct() {
        // Given
        add(EventType.VIEW_ITEM, "shoe-1", null, 0);

        // When
        List<Recommendation> list = recommend(RecommendationRequest.of(2));

        // Then
        assertThat(list)
                .containsExactly(
                        new Recommendation("shoe-2", "shoes", .1111, RecommendationReason.ALSO_VIEWED, "shoe-1"),
                        new Recommendation("sock-1", "socks", .0555, RecommendationReason.ALSO_VIEWED, "shoe-1"));
    }

    @Test
    void shouldRankOwnProductsByHowLatelyTheyWereLookedAt() {
        // Given
        add(EventType.VIEW_ITEM, "old", null, 0);
        add(EventType.VIEW_ITEM, "wished", null, HOUR);
        add(EventType.ADD_TO_WISHLIST, "wished", null, HOUR);
        add(EventType.VIEW_ITEM, "now", null, HOUR + MINUTE);

        // When
        List<Recommendation> list =
                recommend(new RecommendationRequest(10, RecommendationList.CONTINUE, null, Set.of()));

        // Then
        assertThat(list).extracting(Recommendation::itemId).containsExactly("wished", "old");
        assertThat(list)
                .extracting(Recommendation::reason)
                .containsExactly(RecommendationReason.ON_WISHLIST, RecommendationReason.RECENTLY_VIEWED);
    }

    @Test
    void shouldFindOwnProductsThatManyOthersStandBefore() {
        // Given: five jackets, then sixty shoes, fifty of which are in the cart
        for (int i = 0; i < 5; i++) {
            add(EventType.VIEW_ITEM, "jacket-" + i, "jackets", i * MINUTE);
        }
        for (int i = 0; i < 60; i++) {
            add(i < 50 ? EventType.ADD_TO_CART : EventType.VIEW_ITEM, "mine-" + i, "shoes", (10 + i) * MINUTE);
        }

        // When
        List<Recommendation> jackets =
                recommend(new RecommendationRequest(10, RecommendationList.CONTINUE, "jackets", Set.of()));
        List<Recommendation> all =
                recommend(new RecommendationRequest(20, RecommendationList.CONTINUE, null, Set.of("mine-55")));

        // Then: 9 shoes were viewed and not just now, less the excluded one, and five jackets
        assertThat(jackets).hasSize(5);
        assertThat(all).hasSize(13).extracting(Recommendation::itemId).doesNotContain("mine-55", "mine-59", "mine-3");
    }

    @Test
    void shouldCallAnOwnProductOwnWhateverElseSpeaksForIt() {
        // Given: shoe-2, which others view after shoe-1, was looked at long before
        add(EventType.VIEW_ITEM, "shoe-2", "shoes", 0);
        add(EventType.VIEW_ITEM, "shoe-1", "shoes", 100 * HOUR);

        // When
        List<Recommendation> list = recommend(RecommendationRequest.of(6));

        // Then
        assertThat(list.stream().filter(product -> product.itemId().equals("shoe-2")))
                .singleElement()
                .satisfies(product -> {
                    assertThat(product.reason()).isEqualTo(RecommendationReason.RECENTLY_VIEWED);
                    assertThat(product.because()).isNull();
                });
        assertThat(list).extracting(Recommendation::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void shouldFillUpCategoriesWithPopularOnes() {
        // Given
        add(EventType.VIEW_ITEM, "sock-1", "socks", 0);

        // When / Then
        Recommender recommender = new Recommender(bundle, Duration.ofDays(30));
        assertThat(recommender.categories(UserItems.of(state)))
                .extracting(CategoryShare::categoryId)
                .containsExactly("socks", "shoes");
        assertThat(recommender.popularCategories())
                .containsExactly(new CategoryShare("shoes", 0, true), new CategoryShare("socks", 0, true));
    }

    @Test
    void shouldPreferBestsellersOfTheUsersBrand() {
        // Given
        add(EventType.VIEW_ITEM, "other-shoe", "shoes", 0);
        state.add(
                new WindowEvent(
                        eventId++,
                        MINUTE,
                        EventType.VIEW_ITEM,
                        "new-shoe",
                        "shoes",
                        "acme",
                        1000,
                        "EUR",
                        1,
                        -1,
                        null,
                        null),
                (history, added) -> added,
                0);

        // When
        List<Recommendation> list =
                recommend(new RecommendationRequest(3, RecommendationList.DISCOVER, null, Set.of()));

        // Then
        assertThat(list).extracting(Recommendation::itemId).startsWith("shoe-1", "shoe-3", "shoe-2");
        assertThat(list.get(0))
                .isEqualTo(new Recommendation(
                        "shoe-1", "shoes", list.get(0).score(), RecommendationReason.POPULAR_IN_CATEGORY, "shoes"));
    }

    @Test
    void shouldRecommendWhatOthersBoughtWithTheCart() {
        // Given
        add(EventType.ADD_TO_CART, "shoe-1", null, 0);
        add(EventType.VIEW_ITEM, "hat", null, MINUTE);

        // When
        List<Recommendation> list = recommend(RecommendationRequest.of(10));

        // Then
        assertThat(list)
                .anySatisfy(product -> {
                    assertThat(product.itemId()).isEqualTo("sock-2");
                    assertThat(product.reason()).isEqualTo(RecommendationReason.ALSO_BOUGHT);
                    assertThat(product.because()).isEqualTo("shoe-1");
                })
                .extracting(Recommendation::itemId)
                .doesNotContain("shoe-1", "hat");
    }

    @Test
    void shouldRecommendABoughtProductAgainAfterAWhile() {
        // Given
        add(EventType.PURCHASE, "shoe-1", "shoes", 0);
        add(EventType.VIEW_ITEM, "hat", null, 29 * 24 * HOUR);

        // When
        List<Recommendation> before = recommend(RecommendationRequest.of(10));
        add(EventType.VIEW_ITEM, "hat", null, 30 * 24 * HOUR);
        List<Recommendation> after = recommend(RecommendationRequest.of(10));

        // Then
        assertThat(before).extracting(Recommendation::itemId).doesNotContain("shoe-1");
        assertThat(after).extracting(Recommendation::itemId).contains("shoe-1");
    }

    @Test
    void shouldObeyTheRequest() {
        // Given
        add(EventType.VIEW_ITEM, "shoe-1", "shoes", 0);
        add(EventType.VIEW_ITEM, "hat", null, MINUTE);

        // When
        List<Recommendation> socks =
                recommend(new RecommendationRequest(9, RecommendationList.ALL, "socks", Set.of("sock-2")));
        List<Recommendation> discover =
                recommend(new RecommendationRequest(9, RecommendationList.DISCOVER, null, Set.of()));

        // Then
        assertThat(socks).extracting(Recommendation::itemId).containsExactly("sock-1");
        assertThat(discover)
                .extracting(Recommendation::itemId)
                .containsExactlyInAnyOrder("shoe-2", "shoe-3", "sock-1", "sock-2");
    }

    @Test
    void shouldGiveACategoryOnlyItsShareOfAList() {
        // Given
        add(EventType.VIEW_ITEM, "hat", "shoes", 0);

        // When
        List<Recommendation> list =
                new Recommender(bundle(.4), Duration.ZERO).recommend(UserItems.of(state), RecommendationRequest.of(5));

        // Then
        assertThat(list.subList(0, 2)).extracting(Recommendation::categoryId).containsOnly("shoes");
        assertThat(list).extracting(Recommendation::itemId).doesNotHaveDuplicates();
    }

    @Test
    void shouldRecommendForProductsAlone() {
        // When
        List<Recommendation> list = new Recommender(bundle, Duration.ZERO)
                .recommend(List.of("unknown", "shoe-1"), RecommendationRequest.of(10));

        // Then
        assertThat(list).extracting(Recommendation::itemId).startsWith("shoe-2").doesNotContain("unknown", "shoe-1");
    }

    @Test
    void shouldTellCategoriesThatFollow() {
        // Given
        add(EventType.VIEW_ITEM, "shoe-1", "shoes", 0);

        // When
        List<CategoryShare> categories = new Recommender(bundle, Duration.ZERO).categories(UserItems.of(state));

        // Then
        assertThat(categories)
                .containsExactly(new CategoryShare("shoes", .7, false), new CategoryShare("socks", .3, true));
    }

    @Test
    void shouldTellRelatedProducts() {
        // When
        Recommender recommender = new Recommender(bundle, Duration.ZERO);

        // Then
        assertThat(recommender.related("shoe-1", RelatedKind.ALSO_VIEWED, 1))
                .containsExactly(new RelatedItem("shoe-2", "shoes", 1));
        assertThat(recommender.related("shoe-1", RelatedKind.ALSO_BOUGHT, 9))
                .containsExactly(new RelatedItem("sock-2", "socks", 1));
        assertThat(recommender.related("nothing", RelatedKind.ALSO_VIEWED, 9)).isEmpty();
        assertThat(recommender.popular("socks", 9))
                .extracting(Recommendation::itemId)
                .containsExactly("sock-1", "sock-2");
    }

    private List<Recommendation> recommend(RecommendationRequest request) {
        return new Recommender(bundle, Duration.ofDays(30)).recommend(UserItems.of(state), request);
    }

    private void add(EventType type, String item, @Nullable String category, long time) {
        WindowEvent event = new WindowEvent(eventId++, time, type, item, category, null, -1, null, 1, -1, null, null);
        state.admit(event, 0, -1);
        state.add(event, (history, added) -> added, 0);
    }
}
