package io.intentstream.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told about records that it will not get.
 *
 * @param count how many; null when unknown
 * @param reason why
 */
record LostEvents(@Nullable Long count, Reason reason) {

    /** Why records are lost, and what their number means. */
    enum Reason {
        /** The client read too slowly. The number is exact: records that its filter selects. */
        SLOW,

        /** The client was away for so long that they have left the buffer. The number is a maximum, before the filter. */
        EXPIRED,

        /**
         * The client's last id is from another instance, or from before a restart. The number is a maximum, before the
         * filter; unknown when the id is from another topic or is none at all.
         */
        OTHER_RUN
    }

    /** @param plural the word for such records */
    String json(String plural) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(plural, count)
                .put("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toString();
    }
}
