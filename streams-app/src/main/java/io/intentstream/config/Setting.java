package io.intentstream.config;

import java.util.Optional;

/**
 * One key of intentstream's own: all that is known of it, in one place. Parsing, checking and the reference page come
 * from here.
 *
 * @param group heading under which the reference page lists it
 * @param name the key
 * @param kind the type of its value
 * @param defaultText the value that stands in when the key is absent; null when it has none
 * @param doc what it does, for an operator
 */
record Setting<T>(String group, String name, SettingType<T> kind, String defaultText, String doc) {

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException when it is not allowed; the message names key, value and what is allowed
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

    /** The value when the key is absent. */
    Optional<T> defaultValue() {
        return Optional.ofNullable(defaultText).map(this::parse);
    }
}
