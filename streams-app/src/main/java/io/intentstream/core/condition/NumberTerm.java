package io.intentstream.core.condition;

import io.intentstream.schema.EventType;

/** A number of a condition; NaN when it is missing. Whole numbers are exact up to 2 to the power of 53. */
sealed interface NumberTerm {
    double value(Facts facts);

    /** The first moment after now at which the value could change without an event; {@link Facts#NEVER} if it cannot. */
    default long nextChange(Facts facts) {
        return Facts.NEVER;
    }

    record Constant(double number) implements NumberTerm {
        @Override
        public double value(Facts facts) {
            return number;
        }
    }

    record Named(Variable.Numeric variable) implements NumberTerm {
        @Override
        public double value(Facts facts) {
            return facts.number(variable);
        }

        @Override
        public long nextChange(Facts facts) {
            return variable.endsWithSession() ? SessionEnd.after(facts) : Facts.NEVER;
        }
    }

    record KeyedBy(Variable.Keyed variable, String key) implements NumberTerm {
        @Override
        public double value(Facts facts) {
            return facts.number(variable, key);
        }

        @Override
        public long nextChange(Facts facts) {
            return variable.endsWithSession() ? SessionEnd.after(facts) : Facts.NEVER;
        }
    }

    record Count(EventType type) implements NumberTerm {
        @Override
        public double value(Facts facts) {
            return facts.count(type);
        }
    }

    record WindowedCount(EventType type, CountWindow window) implements NumberTerm {
        @Override
        public double value(Facts facts) {
            return facts.count(type, window);
        }

        @Override
        public long nextChange(Facts facts) {
            return facts.countFallsTo(type, window, facts.count(type, window) - 1);
        }

        /**
         * When a comparison with a constant could change: without events a count only falls, so most users need not be looked
         * at again for it.
         */
        long nextChange(Comparison comparison, double limit, Facts facts) {
            long below = (long) Math.ceil(limit) - 1;
            long upTo = (long) Math.floor(limit);
            return switch (comparison) {
                case AT_LEAST, LESS -> fallsTo(below, facts);
                case GREATER, AT_MOST -> fallsTo(upTo, facts);
                case EQUAL, NOT_EQUAL -> Math.min(fallsTo(upTo, facts), fallsTo(below, facts));
            };
        }

        private long fallsTo(long most, Facts facts) {
            return most < 0 ? Facts.NEVER : facts.countFallsTo(type, window, most);
        }
    }

    record Negation(NumberTerm of) implements NumberTerm {
        @Override
        public double value(Facts facts) {
            return -of.value(facts);
        }

        @Override
        public long nextChange(Facts facts) {
            return of.nextChange(facts);
        }
    }

    /** Cuts off the decimals. */
    record Truncation(NumberTerm of) implements NumberTerm {
        @Override
        public double value(Facts facts) {
            return truncated(of.value(facts));
        }

        @Override
        public long nextChange(Facts facts) {
            return of.nextChange(facts);
        }

        static double truncated(double number) {
            return number < 0 ? Math.ceil(number) : Math.floor(number);
        }
    }

    /** @param whole whether both sides are whole numbers: the quotient is cut to one */
    record Arithmetic(Operator operator, NumberTerm left, NumberTerm right, boolean whole) implements NumberTerm {
        @Override
        public double value(Facts facts) {
            return operator.of(left.value(facts), right.value(facts), whole);
        }

        @Override
        public long nextChange(Facts facts) {
            return Math.min(left.nextChange(facts), right.nextChange(facts));
        }
    }

    /** What arithmetic does with two numbers. What is divided by zero is missing. */
    enum Operator {
        PLUS,
        MINUS,
        TIMES,
        DIVIDED_BY,
        MODULO;

        double of(double left, double right, boolean whole) {
            return switch (this) {
                case PLUS -> left + right;
                case MINUS -> left - right;
                case TIMES -> left * right;
                case DIVIDED_BY -> divided(left, right, whole);
                case MODULO -> left % right;
            };
        }

        private static double divided(double left, double right, boolean whole) {
            if (right == 0) {
                return Double.NaN;
            }
            return whole ? Truncation.truncated(left / right) : left / right;
        }
    }
}
