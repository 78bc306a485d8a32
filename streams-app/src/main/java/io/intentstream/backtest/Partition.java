package io.intentstream.backtest;

import io.intentstream.state.Click;
import io.intentstream.training.ExportedExamples.Part;
import java.time.Instant;
import java.util.Optional;

/** Decides in which part of the examples a session goes. */
public sealed interface Partition {

    /** The part; empty when the session lies on a border and could tell one part of another. */
    Optional<Part> of(UserHistory user, int first, int last);

    /** How the parts are made, in words. */
    String describe();

    /**
     * By a hash of the user: 60 % training, 20 % validation, 20 % test.
     *
     * @param seed another one, another split
     */
    record ByUser(long seed) implements Partition {
        @Override
        public Optional<Part> of(UserHistory user, int first, int last) {
            long place = Math.floorMod(Click.hash(seed + " " + user.userId()), 10L);
            return Optional.of(place < 6 ? Part.TRAINING : place < 8 ? Part.VALIDATION : Part.TEST);
        }

        @Override
        public String describe() {
            return "by a hash of the user, 60 % training, 20 % validation, 20 % test, seed " + seed;
        }
    }

    /**
     * By time: what is learnt from lies before what is measured on. A session that spans a border is left out, since its
     * outcome would be known behind it alone.
     *
     * @param validation when the validation part begins
     * @param test when the test part begins
     */
    record ByTime(Instant validation, Instant test) implements Partition {
        @Override
        public Optional<Part> of(UserHistory user, int first, int last) {
            Part begin = part(user.events().get(first).moment());
            Part end = part(user.events().get(last).moment());
            return begin == end ? Optional.of(begin) : Optional.empty();
        }

        private Part part(long moment) {
            if (moment < validation.toEpochMilli()) {
                return Part.TRAINING;
            }
            return moment < test.toEpochMilli() ? Part.VALIDATION : Part.TEST;
        }

        @Override
        public String describe() {
            return "by time, validation from " + validation + ", test from " + test;
        }
    }
}
