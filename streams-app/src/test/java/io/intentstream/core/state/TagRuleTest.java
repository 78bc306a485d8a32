package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.EventType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagRuleTest {
    private static final long HOUR = 3_600_000;
    private static final long NOON = 12 * HOUR;

    private final History history = new History(EngineSettings.defaults());
    private long id;

    @Test
    void shouldTagCartFromEarlierSessionUntilPurchase() {
        // Given
        event(EventType.ADD_TO_CART, NOON, "shoes", 100);
        assertThat(tags()).doesNotContain("cart-from-earlier-session");

        // When
        event(EventType.VIEW_ITEM, NOON + 2 * HOUR, "hats", 100);
        List<String> nextSession = tags();
        long since = since("cart-from-earlier-session");
        event(EventType.PURCHASE, NOON + 2 * HOUR + 1, "shoes", 100);

        // Then
        assertThat(nextSession).contains("cart-from-earlier-session");
        assertThat(since).isEqualTo(NOON + 2 * HOUR);
        assertThat(tags()).doesNotContain("cart-from-earlier-session").contains("first-time-buyer");
    }

    @Test
    void shouldReadTheNameThatReleaseOneGaveTheTag() {
        // Given
        Tags before = new Tags();
        before.set("cart-abandoner", true, NOON);
        StateWriter stored = new StateWriter();
        before.write(stored);

        // When
        Tags read = new Tags();
        read.read(new StateReader(stored.toBytes()));

        // Then
        assertThat(read.size()).isEqualTo(1);
        assertThat(read.name(0)).isEqualTo("cart-from-earlier-session");
        assertThat(read.since(0)).isEqualTo(NOON);
    }

    @Test
    void shouldTagNightShopper() {
        // When
        for (int night = 0; night < 20; night++) {
            event(EventType.VIEW_ITEM, night * 24 * HOUR + 23 * HOUR, "shoes", 100);
        }

        // Then
        assertThat(tags()).contains("night-shopper", "window-shopper", "category:shoes");
        assertThat(TagRule.weight("night-shopper", history)).isEqualTo(1);
        assertThat(TagRule.weight("category:shoes", history)).isEqualTo(1);
    }

    @Test
    void shouldTagUserWhoAddsCheapItemsToCartAsPriceSensitive() {
        // Given
        for (int i = 0; i < 10; i++) {
            event(EventType.VIEW_ITEM, NOON + i, "shoes", 10_000);
        }

        // When
        for (int i = 10; i < 13; i++) {
            event(EventType.ADD_TO_CART, NOON + i, "shoes", 2_000);
        }

        // Then
        assertThat(tags()).contains("price-sensitive").doesNotContain("window-shopper");
    }

    @Test
    void shouldKeepOneCategoryTagDatedFromItsChange() {
        // Given
        for (int i = 0; i < 6; i++) {
            event(EventType.VIEW_ITEM, NOON + i, "shoes", 100);
        }

        // When
        for (int i = 6; i < 30; i++) {
            event(EventType.VIEW_ITEM, NOON + i, "hats", 100);
        }

        // Then
        assertThat(tags()).contains("category:hats").doesNotContain("category:shoes");
        assertThat(since("category:hats")).isGreaterThan(NOON + 6);
    }

    private List<String> tags() {
        Tags tags = history.tags();
        return IntStream.range(0, tags.size()).mapToObj(tags::name).toList();
    }

    private long since(String tag) {
        return history.tags().since(tags().indexOf(tag));
    }

    /** A session counts a bounded number of products. Events of further products do not count as repeated views. */
    @Test
    void shouldNotTagCrawlerAsComparer() {
        // When
        for (int i = 0; i < 600; i++) {
            event(EventType.VIEW_ITEM, NOON + i, "category-" + i, 100);
        }

        // Then
        assertThat(tags()).doesNotContain("comparer");
    }

    private void event(EventType type, long time, String category, long price) {
        WindowEvent event =
                new WindowEvent(id++, time, type, category + "-item", category, null, price, "EUR", 1, -1, null, null);
        history.begin(event);
        history.apply(event);
    }
}
