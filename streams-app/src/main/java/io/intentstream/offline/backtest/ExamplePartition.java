package io.intentstream.offline.backtest;

import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import io.intentstream.offline.training.data.UserSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides in which part of the examples a session goes. */
public sealed interface ExamplePartition {

    /** The part; empty when the session lies on a border and could tell one part of another. */
    Optional<ExamplesPart> of(UserHistory user, int first, int last);

    /** How the parts are made, in words. */
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
     * By time: what is learnt from lies before what is measured on. A session that spans a border is left out, since its
     * outcome would be known behind it alone. So is one whose horizon spans it.
     *
     * @param validation when the validation part begins
     * @param test when the test part begins
     * @param reach how far behind its session an event's label looks
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
