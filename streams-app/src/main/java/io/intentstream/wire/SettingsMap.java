package io.intentstream.wire;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Settings as Kafka passes them: strings from a file, or typed values from a program. */
record SettingsMap(Map<String, ?> configs) {

    Optional<String> text(String key) {
        Object value = configs.get(key);
        if (value == null) {
            return Optional.empty();
        }
        String text = value instanceof Password password ? password.value() : joined(value);
        return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
    }

    private static String joined(Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : value.toString();
    }

    boolean flag(String key, boolean absent) {
        return text(key)
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new ConfigException(key, text, "allowed are true and false");
                })
                .orElse(absent);
    }

    /** A whole number, 0 or more. */
    int number(String key, int absent) {
        return text(key).map(text -> parse(key, text)).orElse(absent);
    }

    Duration millis(String key, int absent) {
        return Duration.ofMillis(number(key, absent));
    }

    private static int parse(String key, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same message as for a negative number follows.
        }
        throw new ConfigException(key, text, "must be a whole number, 0 or more");
    }
}
