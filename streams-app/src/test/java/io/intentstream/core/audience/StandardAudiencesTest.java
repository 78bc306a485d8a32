package io.intentstream.core.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.condition.Facts;
import io.intentstream.core.condition.MadeUpFacts;
import io.intentstream.core.condition.Variable;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The audiences that are shipped, on made-up users. */
class StandardAudiencesTest {
    private static final Path FILE = Path.of("..", "model-artifacts", "audiences", "standard.yaml");
    private static final long NOW = 1_764_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;

    private final AudienceSet set = read();

    private static AudienceSet read() {
        try {
            return AudienceSetReader.read(FILE.toString(), Files.readString(FILE));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldHaveTheAudiencesThatShopsAskFor() {
        assertThat(set.audiences())
                .extracting(Audience::name)
                .containsExactly(
                        "new",
                        "active",
                        "high-frequency",
                        "low-frequency",
                        "at-risk",
                        "lapsed",
                        "won-back",
                        "high-value",
                        "about-to-buy",
                        "abandoned-cart",
                        "window-shopper",
                        "bargain-hunter");
        assertThat(set.audiences())
                .allSatisfy(each -> assertThat(each.description()).isNotBlank());
    }

    @Test
    void shouldFollowANewVisitorUntilTheWeekIsOver() {
        // Given
        MadeUpFacts visitor = visitor(NOW);

        // When
        List<String> first = entering(visitor);
        List<String> later = entering(visitor.at(NOW + 7 * DAY));

        // Then
        assertThat(first).containsExactly("new", "active");
        assertThat(later).isEmpty();
    }

    @Test
    void shouldFollowACustomerIntoSilence() {
        // Given
        MadeUpFacts customer = visitor(NOW).with(Variable.Numeric.ORDERS, 1.0);
        customer.with(Variable.Moment.FIRST_SEEN, NOW - 100 * DAY);

        // When
        List<String> here = entering(customer);
        List<String> twoWeeks = entering(customer.at(NOW + 14 * DAY));
        List<String> seven = entering(customer.at(NOW + 45 * DAY));

        // Then
        assertThat(here).containsExactly("active");
        assertThat(twoWeeks).containsExactly("at-risk");
        assertThat(seven).containsExactly("lapsed");
    }

    @Test
    void shouldWelcomeBackWhoWasAwayForLong() {
        // Given
        MadeUpFacts customer = visitor(NOW)
                .with(Variable.Numeric.ORDERS, 1.0)
                .with(Variable.Moment.FIRST_SEEN, NOW - 100 * DAY)
                .with(Variable.Length.SESSION_ABSENCE, 45 * DAY);

        // When
        List<String> back = entering(customer);
        boolean leaves = audience("won-back").until().test(customer.at(NOW + 14 * DAY));

        // Then
        assertThat(back).containsExactly("active", "won-back");
        assertThat(leaves).isTrue();
    }

    @Test
    void shouldTellFrequentUsersFromOthers() {
        // Given
        MadeUpFacts frequent =
                visitor(NOW).with(Variable.Moment.FIRST_SEEN, NOW - 100 * DAY).with(Variable.Numeric.SESSIONS, 4.0);
        MadeUpFacts rare =
                visitor(NOW).with(Variable.Moment.FIRST_SEEN, NOW - 100 * DAY).with(Variable.Numeric.SESSIONS, 4.0);
        for (int i = 0; i < 20; i++) {
            frequent.withEvent(EventType.VIEW_ITEM, NOW - i * DAY);
        }

        // When
        List<String> often = entering(frequent);
        List<String> seldom = entering(rare);

        // Then
        assertThat(often).containsExactly("active", "high-frequency");
        assertThat(seldom).containsExactly("active", "low-frequency");
        assertThat(audience("high-frequency").until().test(frequent.at(NOW + 21 * DAY)))
                .isTrue();
    }

    @Test
    void shouldKnowWhoIsAboutToBuyUntilTheSessionEndsOrAPurchase() {
        // Given
        MadeUpFacts buyer = visitor(NOW).with(Variable.Text.INTENT_BAND, "HIGH");
        Audience audience = audience("about-to-buy");

        // When
        List<String> now = entering(buyer);
        long changes = audience.until().nextChange(buyer);
        boolean leavesAtTheEnd = audience.until().test(buyer.at(changes));
        boolean leavesWithAPurchase = audience.until().test(buyer.at(NOW).withEvent(EventType.PURCHASE, NOW));

        // Then
        assertThat(now).contains("about-to-buy");
        assertThat(changes).isEqualTo(buyer.sessionOverAt());
        assertThat(leavesAtTheEnd).isTrue();
        assertThat(leavesWithAPurchase).isTrue();
    }

    @Test
    void shouldNoticeACartThatWasLeftHalfAnHourAgo() {
        // Given
        MadeUpFacts shopper = visitor(NOW).with(Variable.Numeric.CART_ITEMS, 2.0);
        Audience audience = audience("abandoned-cart");

        // When
        long enters = audience.when().nextChange(shopper);
        boolean before = audience.when().test(shopper.at(enters - 1));
        boolean after = audience.when().test(shopper.at(enters));
        long leaves = audience.when().nextChange(shopper);

        // Then
        assertThat(enters).isEqualTo(NOW + 30 * MINUTE);
        assertThat(before).isFalse();
        assertThat(after).isTrue();
        assertThat(leaves).isEqualTo(NOW + 7 * DAY);
    }

    @Test
    void shouldKnowWhoSpendsMuch() {
        // When
        List<String> euros = entering(visitor(NOW).with(Variable.Keyed.SPENT_MINOR, "EUR", 50_000));
        List<String> less = entering(visitor(NOW).with(Variable.Keyed.SPENT_MINOR, "USD", 49_999));

        // Then
        assertThat(euros).contains("high-value");
        assertThat(less).doesNotContain("high-value");
    }

    @Test
    void shouldKnowHowUsersShop() {
        // When
        List<String> looking = entering(visitor(NOW).withTag("window-shopper"));
        List<String> saving = entering(visitor(NOW).with(Variable.Numeric.PRICE_DISTANCE, 0.25));

        // Then
        assertThat(looking).contains("window-shopper").doesNotContain("bargain-hunter");
        assertThat(saving).contains("bargain-hunter").doesNotContain("window-shopper");
    }

    private Audience audience(String name) {
        return set.byName(name);
    }

    private List<String> entering(Facts facts) {
        return set.audiences().stream()
                .filter(each -> each.when().test(facts)
                        && (each.until() == null || !each.until().test(facts)))
                .map(Audience::name)
                .toList();
    }

    /** Someone in the first session, with one event. */
    private static MadeUpFacts visitor(long time) {
        return new MadeUpFacts(time)
                .sessionOverAt(time + 30 * MINUTE + 1)
                .with(Variable.Moment.FIRST_SEEN, time)
                .with(Variable.Moment.LAST_SEEN, time)
                .with(Variable.Numeric.SESSIONS, 1.0)
                .with(Variable.Numeric.ORDERS, 0.0)
                .with(Variable.Numeric.CART_ITEMS, 0.0)
                .with(Variable.Text.INTENT_BAND, "MEDIUM");
    }
}
