package io.intentstream.core.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.intentstream.schema.EventType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionCompilerTest {
    private static final long NOW = 1_764_000_000_000L;
    private static final long HOUR = 3_600_000L;
    private static final ConditionCompiler COMPILER = new ConditionCompiler(
            new ConditionNames(List.of("loyal", "window-shopper", "category:"), List.of("vip", "about-to-buy")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "orders == 2 ¦ true",
                "5 < orders ¦ false",
                "orders > 1.5 && 1.5 < orders ¦ true",
                "orders == 2.0 && 2.0 == orders && orders != 2.5 ¦ true",
                "orders in [1, 2] ¦ true",
                "orders in [1, 3] ¦ false",
                "orders / 3 == 0 && -7 / orders == -3 ¦ true",
                "-7 % orders == -1 ¦ true",
                "orders / 0 == 0 || orders / 0 != 0 || orders % 0 == 0 ¦ false",
                "missing(orders / 0) ¦ true",
                "double(orders) / double(sessions) == 0.5 ¦ true",
                "int(nightShare * 10.0) == 2 ¦ true",
                "orders + sessions * 2 - 1 == 9 ¦ true",
                "(orders > 5 ? session.active : sessions == 4) ¦ true",
                "(orders > 5) == (sessions > 5) ¦ true",
                "(orders > 5) != session.active ¦ true",
                "priceDistance > 0.1 ¦ false",
                "!(priceDistance > 0.1) ¦ true",
                "priceDistance != 0.1 ¦ false",
                "missing(priceDistance) ¦ true",
                "missing(orders) ¦ false",
                "missing(session.active) ¦ false",
                "missing(favouriteBrand) && missing(lastPurchase) && missing(session.duration) ¦ true",
                "favouriteBrand == \"acme\" || favouriteBrand != \"acme\" ¦ false",
                "favouriteCategory == 'shoes' && favouriteCategory != 'hats' ¦ true",
                "favouriteCategory in ['hats', 'shoes'] ¦ true",
                "intent.band == \"HIGH\" ¦ true",
                "since(lastSeen) >= duration(\"1h\") ¦ true",
                "since(lastSeen) > duration(\"1h\") ¦ false",
                "duration(\"60m\") == since(lastSeen) ¦ true",
                "duration(\"30d\") > since(firstSeen) ¦ true",
                "since(lastPurchase) < duration(\"1h\") ¦ false",
                "lastSeen - firstSeen == duration(\"23h\") ¦ true",
                "lastSeen + duration(\"1h\") > firstSeen ¦ true",
                "lastPurchase < lastSeen || lastPurchase >= lastSeen ¦ false",
                "firstSeen < timestamp(\"2100-01-01T00:00:00+02:00\") ¦ true",
                "count(\"PURCHASE\") == 2 ¦ true",
                "count(\"PURCHASE\", duration(\"24h\")) == 1 ¦ true",
                "affinity(\"shoes\") >= 0.4 && affinity(\"hats\") >= 0.0 ¦ false",
                "cart.valueMinor(\"EUR\") == 4200 ¦ true",
                "tag(\"loyal\") && !tag(\"category:shoes\") ¦ true",
                "audience(\"vip\") && !audience(\"about-to-buy\") ¦ true",
                "true ¦ true",
                "session.active // the session ¦ true"
            })
    void shouldHoldOrNot(String text, boolean expected) {
        // Given
        MadeUpFacts facts = someone();

        // When
        boolean holds = COMPILER.compile(text).test(facts);

        // Then
        assertThat(holds).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "since(lastSeen) >= duration(\"2h\") ¦ 3600000",
                "since(lastSeen) < duration(\"2h\") ¦ 3600000",
                "since(lastSeen) > duration(\"2h\") ¦ 3600001",
                "since(lastSeen) <= duration(\"2h\") ¦ 3600001",
                "since(lastSeen) == duration(\"2h\") ¦ 3600000",
                "since(lastSeen) != duration(\"1h\") ¦ 1",
                "duration(\"2h\") < since(lastSeen) ¦ 3600001",
                "since(lastSeen) >= duration(\"1h\") ¦ -1",
                "since(lastPurchase) >= duration(\"1h\") ¦ -1",
                "session.active ¦ 600000",
                "intent.probability > 0.9 ¦ 600000",
                "intent.band == \"LOW\" || tag(\"loyal\") ¦ -1",
                "orders > 5 && session.active ¦ -1",
                "since(lastSeen) >= duration(\"2h\") && since(lastSeen) >= duration(\"3h\") ¦ 7200000",
                "session.active && since(lastSeen) < duration(\"3h\") ¦ 600000",
                "session.active || since(lastSeen) < duration(\"3h\") ¦ 7200000",
                "!(since(lastSeen) >= duration(\"2h\")) ¦ 3600000",
                "audience(\"vip\") && tag(\"loyal\") ¦ -1"
            })
    void shouldTellWhenItChangesNext(String text, long expectedAfterNow) {
        // Given
        MadeUpFacts facts = someone();

        // When
        long next = COMPILER.compile(text).nextChange(facts);

        // Then
        assertThat(next).isEqualTo(expectedAfterNow < 0 ? Facts.NEVER : NOW + expectedAfterNow);
    }

    @Test
    void shouldChangeWithAWindowOfEvents() {
        // Given
        CompiledCondition condition = COMPILER.compile("count(\"PURCHASE\", duration(\"24h\")) == 0");
        MadeUpFacts facts = someone();
        long leaves = MadeUpFacts.leaves(NOW - 2 * HOUR, new CountWindow(CountWindow.Step.HOUR, 24));

        // When
        long next = condition.nextChange(facts);

        // Then
        assertThat(next).isEqualTo(leaves);
        assertThat(condition.test(facts.at(next - 1))).isFalse();
        assertThat(condition.test(facts.at(next))).isTrue();
        assertThat(condition.nextChange(facts)).isEqualTo(Facts.NEVER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "count(\"purchase\") > 1 ¦ 7 ¦ \"purchase\" is no event type; did you mean PURCHASE?",
                "count(\"PURCHSE\") > 1 ¦ 7 ¦ \"PURCHSE\" is no event type; did you mean PURCHASE?",
                "count(PURCHASE) > 1 ¦ 7 ¦ PURCHASE is no variable or function of conditions; write it in quotes: \"PURCHASE\"",
                "intent.band == \"high\" ¦ 16 ¦ \"high\" is no band; did you mean HIGH?",
                "intent.band in [\"HIGH\", \"MEDIUMM\"] ¦ 25 ¦ \"MEDIUMM\" is no band; did you mean MEDIUM?",
                "cart.itmes > 1 ¦ 1 ¦ cart.itmes is no variable or function of conditions; did you mean cart.items?",
                "cart.valueMnor(\"EUR\") > 1 ¦ 1 ¦ cart.valueMnor is no variable or function of conditions; did you mean cart.valueMinor?",
                "cart.items.x > 1 ¦ 1 ¦ cart.items.x is no variable or function of conditions; did you mean cart.items?",
                "since(lastSeen) > 5 ¦ 17 ¦ > does not go with a duration with a whole number; a duration is written as duration(\"24h\")",
                "orders / 2.0 > 1.0 ¦ 8 ¦ / does not go with a whole number with a number with decimals; make the whole number one with decimals, as in double(orders) or 2.0",
                "orders in [\"a\"] ¦ 8 ¦ in looks for a value in a list of values of its own type, and not for a whole number with a list",
                "since(lastSeen) + duration(\"1h\") > duration(\"2h\") ¦ 6 ¦ the time since a moment can only be compared with a constant, as in since(lastSeen) >= duration(\"1h\")",
                "since(lastSeen) > since(lastPurchase) ¦ 24 ¦ the time since a moment can only be compared with a constant, as in since(lastSeen) >= duration(\"1h\")",
                "missing(since(lastSeen)) ¦ 14 ¦ ask for the moment itself, as in missing(lastPurchase)",
                "count(\"PURCHASE\", duration(\"25h\")) > 1 ¦ 27 ¦ events are counted over a multiple of 5m up to 1h, of 1h up to 24h, or of 1d up to 30d; not over 1d1h",
                "since(lastSeen) > duration(\"1y\") ¦ 28 ¦ \"1y\" is no duration such as 30m, 24h, 7d or 1h30m",
                "since(lastSeen) > duration(\"999999999999999d\") ¦ 28 ¦ \"999999999999999d\" is too long; at most 36500d",
                "since(lastSeen) > duration(\"9999999999999999d\") ¦ 28 ¦ \"9999999999999999d\" is no duration such as 30m, 24h, 7d or 1h30m",
                "lastSeen > timestamp(\"yesterday\") ¦ 22 ¦ \"yesterday\" is no moment such as \"2026-11-27T00:00:00Z\"",
                "orders > 99999999999999999999 ¦ 10 ¦ \"99999999999999999999\" is too large, or no number",
                "orders > 9007199254740993 ¦ 10 ¦ 9007199254740993 is too large; whole numbers are at most 9007199254740992",
                "nightShare < 1e999 ¦ 14 ¦ the number is too large",
                "orders > 5u ¦ 10 ¦ a number is expected here, such as 5 or 0.4",
                "orders = 5 ¦ 8 ¦ write == instead of =",
                "orders > 1 and orders < 5 ¦ 12 ¦ write && instead of and",
                "not orders > 1 ¦ 1 ¦ write ! instead of not",
                "orders ¦ 1 ¦ a condition is true or false, and this is a whole number; compare it, as in orders > 0",
                "orders > ¦ 9 ¦ the condition ends too early",
                "`` ¦ 1 ¦ the condition is empty",
                "favouriteCategory < \"x\" ¦ 19 ¦ only == and != compare texts",
                "tag(\"loyall\") ¦ 5 ¦ \"loyall\" is no tag; did you mean loyal?",
                "tag(\"category:\") ¦ 5 ¦ \"category:\" is no tag; allowed: loyal, window-shopper, category:",
                "audience(\"vipp\") ¦ 10 ¦ \"vipp\" is no audience of this file; did you mean vip?",
                "cart.valueMinor(\"eur\") > 1 ¦ 17 ¦ \"eur\" is no currency such as \"EUR\"; \"\" stands for events without a currency",
                "affinity(favouriteBrand) > 1.0 ¦ 10 ¦ a text in quotes is expected here",
                "🎉 > 1 ¦ 1 ¦ \"🎉\" is not expected here",
                "favouriteBrand == \"🎉\" && count(\"X\") > 1 ¦ 32 ¦ \"X\" is no event type; allowed: PAGE_VIEW, VIEW_ITEM_LIST, SELECT_ITEM, VIEW_ITEM, SEARCH, VIEW_CART, ADD_TO_WISHLIST, ADD_TO_CART, REMOVE_FROM_CART, BEGIN_CHECKOUT, ADD_SHIPPING_INFO, ADD_PAYMENT_INFO, PURCHASE, REFUND, LOGIN, SIGN_UP, SHARE, VIEW_PROMOTION, SELECT_PROMOTION"
            })
    void shouldSayWhatIsWrongAndWhere(String text, int column, String message) {
        // When
        InvalidConditionException e =
                catchThrowableOfType(InvalidConditionException.class, () -> COMPILER.compile(text));

        // Then
        assertThat(e).hasMessage("line 1, column " + column + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size(favouriteBrand) > 1",
                "favouriteBrand.startsWith('a')",
                "favouriteBrand.matches('a+')",
                "[1, 2].exists(x, x > 1)",
                "has(session.active)",
                "lastSeen.getHours() > 5",
                "{'a': 1}.a > 1",
                "b'a' == b'a'",
                "null == orders",
                "type(orders) == int",
                "Foo{} == 1",
                "(orders > 1 ? 1 : 2) > 1",
                "orders in [1, orders]",
                "session.duration in [duration('1h')]",
                "session.active < true",
                "missing(orders > 5)",
                "favouriteCategory == 'a\nb'",
                "orders > 1; orders < 2",
                "orders > 1\u0000",
                "count() > 1"
            })
    void shouldRefuseWhatConditionsDoNotHave(String text) {
        // When
        InvalidConditionException e =
                catchThrowableOfType(InvalidConditionException.class, () -> COMPILER.compile(text));

        // Then
        assertThat(e.problems()).isNotEmpty();
    }

    @Test
    void shouldReportSeveralProblemsTogetherWithTheirLines() {
        // Given
        String text = "count(\"X\") > 1\n  && intent.band == \"x\"\n  && since(lastSeen) > session.duration";

        // When
        InvalidConditionException e =
                catchThrowableOfType(InvalidConditionException.class, () -> COMPILER.compile(text));

        // Then
        assertThat(e.problems()).extracting(problem -> problem.line(text)).containsExactly(1, 2, 3);
        assertThat(e.problems()).extracting(problem -> problem.column(text)).containsExactly(7, 21, 11);
    }

    @ParameterizedTest
    @CsvSource({
        "'orders > 1', ' && orders > 1', 31, ''",
        "'orders > 1', ' && orders > 1', 32, '33 comparisons; at most 32'",
        "'session.active', ' || session.active', 32, '33 comparisons; at most 32'",
        "'orders > 1', ' ', 1990, ''",
        "'orders > 1', ' ', 1991, '2001 letters; at most 2000'",
        "'1 < orders', ' + 1', 40, ''",
        "'1 < orders', ' + 1', 490, 'nested too deep; at most 48 levels'"
    })
    void shouldBeLimited(String first, String more, int times, String problem) {
        // Given
        String text = first + more.repeat(times);

        // When
        InvalidConditionException e =
                catchThrowableOfType(InvalidConditionException.class, () -> COMPILER.compile(text));

        // Then
        assertThat(e == null ? "" : e.getMessage()).contains(problem);
        assertThat(e == null).isEqualTo(problem.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!(", "-(", "orders + (", "true ? (", "["})
    void shouldNotOverflowTheStack(String opening) {
        // Given
        String text = opening.repeat(2_000 / opening.length());

        // When
        InvalidConditionException e =
                catchThrowableOfType(InvalidConditionException.class, () -> COMPILER.compile(text));

        // Then
        assertThat(e.problems()).hasSize(1);
    }

    @Test
    void shouldTellTheValuesThatItRead() {
        // Given
        CompiledCondition condition = COMPILER.compile("intent.band == 'HIGH' && since(lastSeen) >= duration('1h')"
                + " && orders > 1 && orders < 9 && nightShare > 0.1 && lastSeen > firstSeen && missing(lastPurchase)"
                + " && session.active && count('PURCHASE', duration('24h')) == 1 && tag('loyal')");

        // When
        Map<String, String> values = condition.values(someone());

        // Then
        assertThat(values.entrySet().stream().map(Map.Entry::toString))
                .containsExactly(
                        "intent.band=HIGH",
                        "since(lastSeen)=1h",
                        "orders=2",
                        "nightShare=0.25",
                        "lastSeen=2025-11-24T15:00:00Z",
                        "firstSeen=2025-11-23T16:00:00Z",
                        "lastPurchase=missing",
                        "session.active=true");
    }

    @Test
    void shouldWriteNamesOfValuesOnOneLine() {
        // Given
        CompiledCondition condition = COMPILER.compile("affinity('a\\n\"b\\u2028') > 0.4");

        // When
        Map<String, String> values = condition.values(someone());

        // Then
        assertThat(values).containsOnly(Map.entry("affinity(\"a\\u000a\\\"b\\u2028\")", "missing"));
    }

    @Test
    void shouldBeTheSameWithoutCommentsAndLayout() {
        // Given
        CompiledCondition condition = COMPILER.compile("orders>1 &&\n  // a comment\n  favouriteBrand == 'a'");

        // When
        String canonical = condition.canonical();

        // Then
        assertThat(canonical)
                .isEqualTo(COMPILER.compile("orders > 1 && favouriteBrand == \"a\"")
                        .canonical());
    }

    @Test
    void shouldTellWhatChangesItWithTime() {
        // Given
        CompiledCondition condition = COMPILER.compile(
                "orders > 1 && since(lastSeen) > duration('1h') && count('PURCHASE', duration('7d')) > 0"
                        + " && intent.probability > 0.5");

        // When
        List<String> changing = condition.changingWithTime();

        // Then
        assertThat(changing)
                .containsExactly("since(lastSeen)", "count(\"PURCHASE\", duration(\"7d\"))", "intent.probability");
    }

    /** Two orders in four sessions, last seen an hour ago; the session lasts ten minutes more. */
    private static MadeUpFacts someone() {
        return new MadeUpFacts(NOW)
                .sessionOverAt(NOW + 600_000)
                .with(Variable.Numeric.ORDERS, 2.0)
                .with(Variable.Numeric.SESSIONS, 4.0)
                .with(Variable.Numeric.NIGHT_SHARE, 0.25)
                .with(Variable.Numeric.INTENT_PROBABILITY, 0.5)
                .with(Variable.Text.INTENT_BAND, "HIGH")
                .with(Variable.Text.FAVOURITE_CATEGORY, "shoes")
                .with(Variable.Moment.LAST_SEEN, NOW - HOUR)
                .with(Variable.Moment.FIRST_SEEN, NOW - 24 * HOUR)
                .with(Variable.Keyed.AFFINITY, "shoes", 0.6)
                .with(Variable.Keyed.CART_VALUE_MINOR, "EUR", 4200)
                .withEvent(EventType.PURCHASE, NOW - 2 * HOUR)
                .withEvent(EventType.PURCHASE, NOW - 50 * HOUR)
                .withTag("loyal")
                .inAudience(0);
    }
}
