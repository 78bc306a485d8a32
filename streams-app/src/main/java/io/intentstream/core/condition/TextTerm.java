package io.intentstream.core.condition;

import org.jspecify.annotations.Nullable;

/** A text of a condition; null when it is missing. */
sealed interface TextTerm {
    @Nullable
    String value(Facts facts);

    /** The first moment after now at which the value could change without an event; {@link Facts#NEVER} if it cannot. */
    default long nextChange(Facts facts) {
        return Facts.NEVER;
    }

    record Constant(String text) implements TextTerm {
        @Override
        public String value(Facts facts) {
            return text;
        }
    }

    record Named(Variable.Text variable) implements TextTerm {
        @Override
        public @Nullable String value(Facts facts) {
            return facts.text(variable);
        }

        @Override
        public long nextChange(Facts facts) {
            return variable.endsWithSession() ? SessionEnd.after(facts) : Facts.NEVER;
        }
    }
}
