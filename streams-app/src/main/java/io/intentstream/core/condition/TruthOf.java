package io.intentstream.core.condition;

/** Parts of a condition that compare numbers, texts or times, or ask whether they are missing. */
sealed interface TruthOf extends TruthTerm {

    record Numbers(Comparison comparison, NumberTerm left, NumberTerm right) implements TruthOf {
        @Override
        public boolean test(Facts facts) {
            return comparison.holds(left.value(facts), right.value(facts));
        }

        @Override
        public long nextChange(Facts facts) {
            if (left instanceof NumberTerm.WindowedCount count && right instanceof NumberTerm.Constant limit) {
                return count.nextChange(comparison, limit.number(), facts);
            }
            if (right instanceof NumberTerm.WindowedCount count && left instanceof NumberTerm.Constant limit) {
                return count.nextChange(comparison.turned(), limit.number(), facts);
            }
            return Math.min(left.nextChange(facts), right.nextChange(facts));
        }
    }

    record NumberIn(NumberTerm number, double[] list) implements TruthOf {
        @Override
        public boolean test(Facts facts) {
            double value = number.value(facts);
            for (double each : list) {
                if (each == value) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public long nextChange(Facts facts) {
            return number.nextChange(facts);
        }
    }

    record NumberMissing(NumberTerm number) implements TruthOf {
        @Override
        public boolean test(Facts facts) {
            return Double.isNaN(number.value(facts));
        }

        @Override
        public long nextChange(Facts facts) {
            return number.nextChange(facts);
        }
    }

    /** Whether two texts are equal, or with {@code equal} false differ. */
    record Texts(TextTerm left, TextTerm right, boolean equal) implements TruthOf {
        @Override
        public boolean test(Facts facts) {
            String first = left.value(facts);
            String second = right.value(facts);
            return first != null && second != null && first.equals(second) == equal;
        }

        @Override
        public long nextChange(Facts facts) {
            return Math.min(left.nextChange(facts), right.nextChange(facts));
        }
    }

    record TextIn(TextTerm text, String[] list) implements TruthOf {
        @Override
        public boolean test(Facts facts) {
            String value = text.value(facts);
            for (String each : list) {
                if (each.equals(value)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public long nextChange(Facts facts) {
            return text.nextChange(facts);
        }
    }

    record TextMissing(TextTerm text) implements TruthOf {
        @Override
        public boolean test(Facts facts) {
            return text.value(facts) == null;
        }

        @Override
        public long nextChange(Facts facts) {
            return text.nextChange(facts);
        }
    }

    record Times(Comparison comparison, TimeTerm left, TimeTerm right) implements TruthOf {
        @Override
        public boolean test(Facts facts) {
            long first = left.millis(facts);
            long second = right.millis(facts);
            return first != TimeTerm.MISSING && second != TimeTerm.MISSING && comparison.holds(first, second);
        }
    }

    record TimeMissing(TimeTerm time) implements TruthOf {
        @Override
        public boolean test(Facts facts) {
            return time.millis(facts) == TimeTerm.MISSING;
        }
    }

    /** Compares the time since a moment, in milliseconds, with a constant: the only way in which now takes part. */
    record Elapsed(Comparison comparison, TimeTerm since, long millis) implements TruthOf {
        @Override
        public boolean test(Facts facts) {
            long from = since.millis(facts);
            return from != TimeTerm.MISSING && comparison.holds(facts.now() - from, millis);
        }

        @Override
        public long nextChange(Facts facts) {
            long from = since.millis(facts);
            if (from == TimeTerm.MISSING) {
                return Facts.NEVER;
            }
            long reached = from + millis;
            long now = facts.now();
            return switch (comparison) {
                case AT_LEAST, LESS -> now < reached ? reached : Facts.NEVER;
                case GREATER, AT_MOST -> now <= reached ? reached + 1 : Facts.NEVER;
                case EQUAL, NOT_EQUAL -> now < reached ? reached : now == reached ? reached + 1 : Facts.NEVER;
            };
        }
    }
}
