package io.intentstream.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told about intents that it will not get.
 *
 * @param intents how many; null when unknown
 * @param reason why
 */
record LostIntents(@Nullable Long intents, Reason reason) {

    /** Why intents are lost, and what their number means. */
    enum Reason {
        /** The client read too slowly. The number is exact: intents that its filter selects. */
        SLOW,

        /** The client was away for so long that they have left the buffer. The number is a maximum, before the filter. */
        EXPIRED,

        /**
         * The client's last id is from another instance, or from before a restart. The number is a maximum, before the
         * filter; unknown when the id is from another topic or is none at all.
         */
        OTHER_RUN
    }

    String json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("intents", intents)
                .put("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toString();
    }
}
