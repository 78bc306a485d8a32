package io.intentstream.cli.command;

import io.intentstream.core.audience.Audience;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.condition.Condition;
import io.intentstream.core.condition.Variable;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.HistoryFacts;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measures what an audience costs an event: both conditions, and when they change next, of a few made-up users. */
final class AudienceCost {
    private static final int ROUNDS = 5;
    private static final int CALLS = 20_000;
    private static final long DAY = 86_400_000L;

    private static final String[] BANDS =
            Arrays.stream(Band.values()).map(Band::name).toArray(String[]::new);

    private static final List<EventType> SESSION = List.of(
            EventType.VIEW_ITEM,
            EventType.SEARCH,
            EventType.VIEW_ITEM,
            EventType.ADD_TO_CART,
            EventType.VIEW_ITEM,
            EventType.PURCHASE,
            EventType.VIEW_ITEM);

    private final MadeUpUser[] users =
            IntStream.range(0, 8).mapToObj(AudienceCost::user).toArray(MadeUpUser[]::new);
    private long seen;

    /** Lets the virtual machine compile what the audiences use. */
    void warmUp(AudienceSet set) {
        for (int round = 0; round < ROUNDS; round++) {
            set.audiences().forEach(this::nanos);
        }
    }

    /** Nanoseconds: the fastest of a few rounds, since the others contain what the machine did besides. */
    double nanos(Audience audience) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                MadeUpUser user = users[call & 7];
                evaluate(audience.when(), user);
                if (audience.until() != null) {
                    evaluate(audience.until(), user);
                }
            }
            best = Math.min(best, (System.nanoTime() - start) / (double) CALLS);
        }
        return best;
    }

    /** The results are kept, so that the compiler cannot leave the work out. */
    private void evaluate(Condition condition, MadeUpUser user) {
        seen += condition.test(user) ? 1 : 0;
        seen ^= condition.nextChange(user);
    }

    private static MadeUpUser user(int number) {
        History history = new History(EngineSettings.defaults());
        long time = 1_700_000_000_000L;
        for (int i = 0; i < 10 + 8 * number; i++) {
            time += i % SESSION.size() == 0 ? DAY : 60_000;
            String category = "category-" + i % (number + 1);
            WindowEvent event = new WindowEvent(
                    i,
                    time,
                    SESSION.get(i % SESSION.size()),
                    category + "-item",
                    category,
                    "brand-" + i % 3,
                    1_000 + i,
                    "EUR",
                    1,
                    -1,
                    "product",
                    "web");
            history.begin(event);
            history.apply(event);
        }
        return new MadeUpUser(history, number);
    }

    private static final class MadeUpUser extends HistoryFacts {
        private final int number;

        MadeUpUser(History history, int number) {
            this.number = number;
            of(history);
        }

        @Override
        public double number(Variable.Numeric variable) {
            return variable == Variable.Numeric.INTENT_PROBABILITY ? number / 10.0 : super.number(variable);
        }

        @Override
        public double number(Variable.Keyed variable, String key) {
            return variable == Variable.Keyed.INTENT_CATEGORY ? number / 10.0 : super.number(variable, key);
        }

        @Override
        public @Nullable String text(Variable.Text variable) {
            return variable == Variable.Text.INTENT_BAND ? BANDS[number % BANDS.length] : super.text(variable);
        }

        @Override
        public boolean audience(int place) {
            return (place + number) % 2 == 0;
        }
    }
}
