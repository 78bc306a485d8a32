package io.intentstream.core.condition;

/** A moment or a length of time that does not move with now, in milliseconds. */
sealed interface TimeTerm {
    /** What {@link #millis} gives for a value that is missing. */
    long MISSING = Long.MIN_VALUE;

    long millis(Facts facts);

    /** Moments in epoch milliseconds. */
    record Constant(long value) implements TimeTerm {
        @Override
        public long millis(Facts facts) {
            return value;
        }
    }

    record MomentOf(Variable.Moment variable) implements TimeTerm {
        @Override
        public long millis(Facts facts) {
            return known(facts.moment(variable));
        }
    }

    record LengthOf(Variable.Length variable) implements TimeTerm {
        @Override
        public long millis(Facts facts) {
            return known(facts.length(variable));
        }
    }

    /** A sum, or with {@code sign} -1 a difference. */
    record Sum(TimeTerm left, int sign, TimeTerm right) implements TimeTerm {
        @Override
        public long millis(Facts facts) {
            long first = left.millis(facts);
            long second = right.millis(facts);
            return first == MISSING || second == MISSING ? MISSING : first + sign * second;
        }
    }

    private static long known(long value) {
        return value < 0 ? MISSING : value;
    }
}
