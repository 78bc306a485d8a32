package io.intentstream.core.condition;

/** Parts of a condition that join or turn other parts. */
sealed interface Logic extends TruthTerm {

    /**
     * True when all parts are. A false one cannot become true before the last of its false parts does; a true one ends with
     * the first of its parts.
     */
    record All(TruthTerm[] parts) implements Logic {
        @Override
        public boolean test(Facts facts) {
            for (TruthTerm part : parts) {
                if (!part.test(facts)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public long nextChange(Facts facts) {
            return next(parts, true, facts);
        }
    }

    /**
     * True when a part is. A true one cannot become false before the last of its true parts does; a false one ends with the
     * first of its parts.
     */
    record Any(TruthTerm[] parts) implements Logic {
        @Override
        public boolean test(Facts facts) {
            for (TruthTerm part : parts) {
                if (part.test(facts)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public long nextChange(Facts facts) {
            return next(parts, false, facts);
        }
    }

    /** @param all what every part must be, or else those that are not decide: true for {@link All}, false for {@link Any} */
    private static long next(TruthTerm[] parts, boolean all, Facts facts) {
        long first = Facts.NEVER;
        long last = Long.MIN_VALUE;
        for (TruthTerm part : parts) {
            if (part.test(facts) != all) {
                last = Math.max(last, part.nextChange(facts));
                if (last == Facts.NEVER) {
                    return last;
                }
            } else if (last == Long.MIN_VALUE) {
                first = Math.min(first, part.nextChange(facts));
            }
        }
        return last == Long.MIN_VALUE ? first : last;
    }

    record Not(TruthTerm of) implements Logic {
        @Override
        public boolean test(Facts facts) {
            return !of.test(facts);
        }

        @Override
        public long nextChange(Facts facts) {
            return of.nextChange(facts);
        }
    }

    /** {@code when ? then : otherwise}. */
    record Choice(TruthTerm when, TruthTerm then, TruthTerm otherwise) implements Logic {
        @Override
        public boolean test(Facts facts) {
            return when.test(facts) ? then.test(facts) : otherwise.test(facts);
        }

        @Override
        public long nextChange(Facts facts) {
            TruthTerm chosen = when.test(facts) ? then : otherwise;
            return Math.min(when.nextChange(facts), chosen.nextChange(facts));
        }
    }

    /** Whether two parts are both true or both false; with {@code equal} false the opposite. */
    record Same(TruthTerm left, TruthTerm right, boolean equal) implements Logic {
        @Override
        public boolean test(Facts facts) {
            return (left.test(facts) == right.test(facts)) == equal;
        }

        @Override
        public long nextChange(Facts facts) {
            return Math.min(left.nextChange(facts), right.nextChange(facts));
        }
    }
}
