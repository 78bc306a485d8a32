package io.intentstream.core.condition;

/** A part of a condition that is true or false. A comparison with something missing is false. */
sealed interface TruthTerm
        permits TruthTerm.Constant, TruthTerm.Named, TruthTerm.HasTag, TruthTerm.IsMember, TruthOf, Logic {
    boolean test(Facts facts);

    /**
     * The first moment after now at which it could change without an event; {@link Facts#NEVER} if it cannot. It may be too
     * early, but is never too late.
     */
    default long nextChange(Facts facts) {
        return Facts.NEVER;
    }

    record Constant(boolean truth) implements TruthTerm {
        @Override
        public boolean test(Facts facts) {
            return truth;
        }
    }

    record Named(Variable.Flag variable) implements TruthTerm {
        @Override
        public boolean test(Facts facts) {
            return facts.flag(variable);
        }

        @Override
        public long nextChange(Facts facts) {
            return variable.endsWithSession() ? SessionEnd.after(facts) : Facts.NEVER;
        }
    }

    record HasTag(String tag) implements TruthTerm {
        @Override
        public boolean test(Facts facts) {
            return facts.tag(tag);
        }
    }

    record IsMember(int audience) implements TruthTerm {
        @Override
        public boolean test(Facts facts) {
            return facts.audience(audience);
        }
    }
}
