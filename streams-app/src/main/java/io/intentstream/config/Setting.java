package io.intentstream.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of intentstream's own settings. Parsing, validation and the reference page all use it.
 *
 * @param group heading under which the reference page lists it
 * @param name the key
 * @param kind the type of its value
 * @param defaultText its default as text; null when it has none
 * @param doc what it does, for an operator
 */
record Setting<T>(
        String group,
        String name,
        SettingType<T> kind,
        @Nullable String defaultText,
        String doc) {

    /**
     * Parses a value.
     *
     * @throws IllegalArgumentException when it is not allowed; the message names the key, the value and what is allowed
     */
    T parse(String text) {
        try {
            return kind.parser().apply(text.trim());
        } catch (IllegalArgumentException | ArithmeticException e) {
            String shown = kind.isSecret() ? "" : " '" + text + "'";
            throw new IllegalArgumentException(
                    name + ": the value" + shown + " is not allowed; allowed: " + kind.allowed(), e);
        }
    }

    /** The default. */
    Optional<T> defaultValue() {
        return Optional.ofNullable(defaultText).map(this::parse);
    }
}
