package io.intentstream.core.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.intentstream.schema.EventType;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Compares with brute force when conditions say that they change next. */
class NextChangeProperties {
    private static final long START = 1_700_000_000_000L;
    private static final long HOUR = 3_600_000L;
    private static final List<String> WINDOWS = List.of("5m", "20m", "1h", "3h", "24h", "2d");
    private static final List<String> LIMITS = List.of("0s", "1ms", "10m", "30m", "1h", "90m", "1d", "-1h", "2d");
    private static final List<String> MOMENTS = List.of("lastSeen", "lastPurchase", "cartAdded", "firstSeen");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");
    private static final List<String> TYPES = List.of("PURCHASE", "VIEW_ITEM");

    @Property(tries = 1000)
    void shouldNeverChangeBeforeTheMomentThatWasSaid(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        String text = condition(random, 3);
        CompiledCondition condition = new ConditionCompiler(ConditionNames.NONE).compile(text);
        MadeUpFacts facts = facts(random);
        long now = START + random.nextLong(3 * HOUR);
        TreeSet<Long> moments = moments(facts.at(now));

        for (int step = 0; step < 50; step++) {
            // When
            boolean holds = condition.test(facts.at(now));
            long next = condition.nextChange(facts);

            // Then
            assertThat(next).as(text).isGreaterThan(now);
            for (long moment : moments.subSet(now + 1, true, Math.min(next, Long.MAX_VALUE - 1), false)) {
                if (condition.test(facts.at(moment)) != holds) {
                    fail("%s changes at %d, before %d", text, moment, next);
                }
            }
            if (next == Facts.NEVER) {
                return;
            }
            now = next;
        }
    }

    private static MadeUpFacts facts(Random random) {
        long lastSeen = START - random.nextLong(2 * HOUR);
        MadeUpFacts facts = new MadeUpFacts(START)
                .sessionOverAt(START + random.nextLong(-HOUR, 2 * HOUR))
                .with(Variable.Moment.LAST_SEEN, lastSeen)
                .with(Variable.Moment.FIRST_SEEN, lastSeen - random.nextLong(30 * HOUR))
                .with(Variable.Numeric.ORDERS, (double) random.nextInt(3));
        if (random.nextBoolean()) {
            facts.with(Variable.Moment.LAST_PURCHASE, START - random.nextLong(30 * HOUR));
        }
        if (random.nextBoolean()) {
            facts.with(Variable.Numeric.INTENT_PROBABILITY, 0.3).with(Variable.Text.INTENT_BAND, "HIGH");
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            EventType type = random.nextBoolean() ? EventType.PURCHASE : EventType.VIEW_ITEM;
            facts.withEvent(type, START - random.nextLong(random.nextBoolean() ? HOUR : 40 * HOUR));
        }
        return facts;
    }

    /** Every moment at which a part of such a condition could change, and the milliseconds beside it. */
    private static TreeSet<Long> moments(MadeUpFacts facts) {
        TreeSet<Long> moments = new TreeSet<>();
        add(moments, facts.sessionOverAt());
        for (Variable.Moment variable : Variable.Moment.values()) {
            LIMITS.forEach(limit -> add(moments, facts.moment(variable) + DurationText.millis(limit)));
        }
        for (long boundary = START - START % 300_000; boundary < START + 72 * HOUR; boundary += 300_000) {
            add(moments, boundary);
        }
        return moments;
    }

    private static void add(TreeSet<Long> moments, long moment) {
        for (long beside = -1; beside <= 2; beside++) {
            moments.add(moment + beside);
        }
    }

    private static String condition(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return comparison(random);
        }
        String left = condition(random, depth - 1);
        String right = condition(random, depth - 1);
        return switch (random.nextInt(6)) {
            case 0, 1 -> "(" + left + " && " + right + ")";
            case 2, 3 -> "(" + left + " || " + right + ")";
            case 4 -> "!(" + left + ")";
            default -> "(" + left + " ? " + right + " : " + condition(random, 0) + ")";
        };
    }

    private static String comparison(Random random) {
        return switch (random.nextInt(9)) {
            case 0, 1 ->
                "since(%s) %s duration(\"%s\")"
                        .formatted(of(random, MOMENTS), of(random, COMPARISONS), of(random, LIMITS));
            case 2 ->
                "duration(\"%s\") %s since(%s)"
                        .formatted(of(random, LIMITS), of(random, COMPARISONS), of(random, MOMENTS));
            case 3, 4 ->
                "count(\"%s\", duration(\"%s\")) %s %d"
                        .formatted(of(random, TYPES), of(random, WINDOWS), of(random, COMPARISONS), random.nextInt(3));
            case 5 ->
                "count(\"%s\", duration(\"%s\")) + orders %s count(\"PURCHASE\", duration(\"3h\"))"
                        .formatted(of(random, TYPES), of(random, WINDOWS), of(random, COMPARISONS));
            case 6 -> random.nextBoolean() ? "session.active" : "intent.band == \"HIGH\"";
            case 7 -> random.nextBoolean() ? "missing(intent.probability)" : "intent.probability < 0.5";
            default -> "lastPurchase < lastSeen";
        };
    }

    private static String of(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
