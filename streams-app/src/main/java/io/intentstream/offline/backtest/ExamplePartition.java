package io.intentstream.offline.backtest;

import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import io.intentstream.offline.training.data.UserSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Assigns sessions to the parts of the examples. */
public sealed interface ExamplePartition {

    /** The part; empty when the session lies on a border and would leak one part's outcome into another. */
    Optional<ExamplesPart> of(UserHistory user, int first, int last);

    /** How the parts are made, as text. */
    String describe();

    /** By a hash of the user. */
    record ByUser(UserSplit.ByHash users) implements ExamplePartition {
        @Override
        public Optional<ExamplesPart> of(UserHistory user, int first, int last) {
            return Optional.of(users.part(user.userId()));
        }

        @Override
        public String describe() {
            return users.describe();
        }
    }

    /**
     * By time: training precedes validation and test. A session that spans a border is left out, since its outcome would
     * be known only after the border. So is a session whose horizon spans it.
     *
     * @param validation start of the validation part
     * @param test start of the test part
     * @param reach how far beyond the session's end its labels depend on events
     */
    record ByTime(Instant validation, Instant test, Duration reach) implements ExamplePartition {
        @Override
        public Optional<ExamplesPart> of(UserHistory user, int first, int last) {
            ExamplesPart begin = part(user.events().get(first).moment());
            ExamplesPart end = part(user.events().get(last).moment() + reach.toMillis());
            return begin == end ? Optional.of(begin) : Optional.empty();
        }

        private ExamplesPart part(long moment) {
            if (moment < validation.toEpochMilli()) {
                return ExamplesPart.TRAINING;
            }
            return moment < test.toEpochMilli() ? ExamplesPart.VALIDATION : ExamplesPart.TEST;
        }

        @Override
        public String describe() {
            return UserSplit.BY_TIME + ", validation from " + validation + ", test from " + test;
        }
    }
}
