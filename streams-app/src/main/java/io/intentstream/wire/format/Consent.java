package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a consent manager says. */
final class Consent {

    /** RudderStack's list of what was allowed. Any other list is one of what was refused. */
    private static final String ALLOWED = "allowedConsentIds";

    private Consent() {}

    /**
     * Whether the user agreed: a truth value in one of the usual words; an object of such, at least
     * one and all of which must be true; or a list of what was refused, which must be empty, or allowed, which must not. Null
     * when the value is none of these.
     *
     * @param place where the value stands
     */
    static @Nullable Boolean of(JsonNode value, Place place) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isArray()) {
            return value.isEmpty() != place.toString().endsWith(ALLOWED);
        }
        if (value.isObject()) {
            boolean all = !value.isEmpty();
            for (JsonNode each : value) {
                Boolean one = each.isContainerNode() ? null : of(each, place);
                if (one == null) {
                    return null;
                }
                all &= one;
            }
            return all;
        }
        return switch (value.asText().strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "granted", "1" -> true;
            case "false", "no", "denied", "0" -> false;
            default -> null;
        };
    }
}
