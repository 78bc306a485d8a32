package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.condition.CompiledCondition;
import io.intentstream.core.condition.ConditionCompiler;
import io.intentstream.core.condition.ConditionNames;
import io.intentstream.schema.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFactsTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final long START = 20_000 * DAY + 23 * 60 * MINUTE;
    private static final ConditionCompiler COMPILER =
            new ConditionCompiler(new ConditionNames(TagRule.names(), List.of("vip")));

    private final History history = new History(EngineSettings.defaults());
    private long id;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events == 5 && sessions == 2 && orders == 1",
                "session.events == 3 && session.items == 2 && session.categories == 2",
                "cart.items == 1 && cart.valueMinor(\"EUR\") == 300 && cart.valueMinor(\"USD\") == 0",
                "spentMinor(\"EUR\") == 100 && spentMinor(\"USD\") == 0",
                "averageOrderMinor(\"EUR\") == 100 && missing(averageOrderMinor(\"USD\"))",
                "affinity(\"shoes\") > 0.5 && affinity(\"hats\") < 0.5 && affinity(\"bags\") == 0.0",
                "brandAffinity(\"acme\") == 1.0 && favouriteCategory == \"shoes\" && favouriteBrand == \"acme\"",
                "channelShare(\"web\") == 1.0 && channelShare(\"app\") == 0.0",
                "typicalPriceMinor == 173 && missing(priceDistance)",
                "nightShare == 1.0",
                "firstSeen == timestamp(\"2024-10-04T23:00:00Z\")",
                "lastSeen - firstSeen == duration(\"24h2m\") && lastSeen - lastPurchase == duration(\"24h1m\")",
                "cartAdded == lastSeen - duration(\"1m\") && session.startedAt == lastSeen - duration(\"2m\")",
                "session.duration == duration(\"2m\") && session.absence == duration(\"23h59m\")",
                "session.active && !cart.fromEarlierSession && since(lastSeen) == duration(\"0s\")",
                "count(\"VIEW_ITEM\") == 3 && count(\"VIEW_ITEM\", duration(\"5m\")) == 2 && count(\"VIEW_ITEM\", duration(\"2d\")) == 3",
                "missing(intent.probability) && missing(intent.band) && missing(intent.category(\"shoes\"))",
                "tag(\"first-time-buyer\") && !tag(\"loyal\") && !audience(\"vip\")"
            })
    void shouldKnowTheHistoryAsOfTheLatestEvent(String text) {
        // Given
        event(EventType.VIEW_ITEM, START, "shoes", 100);
        event(EventType.PURCHASE, START + MINUTE, "shoes", 100);
        event(EventType.VIEW_ITEM, START + DAY, "shoes", 100);
        event(EventType.ADD_TO_CART, START + DAY + MINUTE, "hats", 300);
        event(EventType.VIEW_ITEM, START + DAY + 2 * MINUTE, "hats", 519);

        // When
        CompiledCondition condition = COMPILER.compile(text);

        // Then
        assertThat(condition.test(facts())).as("%s", condition.values(facts())).isTrue();
    }

    @Test
    void shouldMissMostOfAUserWithoutProducts() {
        // Given
        history.begin(StateEvents.sparse(1, START));
        history.apply(StateEvents.sparse(1, START));

        // When
        CompiledCondition condition = COMPILER.compile(
                "missing(lastPurchase) && missing(cartAdded) && missing(session.absence)"
                        + " && missing(favouriteCategory) && missing(favouriteBrand) && missing(typicalPriceMinor)"
                        + " && missing(channelShare('web')) && affinity('shoes') == 0.0 && cart.valueMinor('EUR') == 0");

        // Then
        assertThat(condition.test(facts())).as("%s", condition.values(facts())).isTrue();
    }

    @Test
    void shouldTellWhenAnEventLeavesTheWindow() {
        // Given
        event(EventType.VIEW_ITEM, START, "shoes", 100);

        // When
        long next =
                COMPILER.compile("count(\"VIEW_ITEM\", duration(\"2h\")) > 0").nextChange(facts());

        // Then
        assertThat(next).isEqualTo(START + 120 * MINUTE);
    }

    private HistoryFacts facts() {
        HistoryFacts facts = new HistoryFacts();
        facts.of(history);
        return facts;
    }

    private void event(EventType type, long time, String category, long price) {
        WindowEvent event = new WindowEvent(
                id++, time, type, category + "-item", category, "acme", price, "EUR", 1, -1, null, "web");
        history.begin(event);
        history.apply(event);
    }
}
