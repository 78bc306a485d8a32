package io.intentstream.server.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of the stream of intents.
 *
 * @param filter which intents
 * @param last the last place that the client has seen, if it comes back
 * @param latest how many of the latest intents come first, for a client that is new or comes from another run
 */
record StreamRequest(IntentFilter filter, Optional<StreamPosition> last, int latest) {
    private static final String LATEST = "latest";
    private static final List<String> PARAMETERS = List.of("band", "category", "user", LATEST);
    private static final Pattern MALFORMED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** @throws Problem 400 for a parameter that makes no sense */
    static StreamRequest of(Context ctx) {
        requireKnownParameters(ctx);
        return new StreamRequest(
                IntentFilter.of(ctx.queryParams("band"), ctx.queryParams("category"), ctx.queryParams("user")),
                Optional.ofNullable(ctx.header("Last-Event-ID"))
                        .filter(id -> !id.isBlank())
                        .map(StreamPosition::of),
                latest(ctx.queryParam(LATEST)));
    }

    /** A filter that is not understood must not select everything. */
    private static void requireKnownParameters(Context ctx) {
        if (MALFORMED.matcher(Objects.requireNonNullElse(ctx.queryString(), "")).find()) {
            throw Problem.of(400, "the parameters are not percent-encoded");
        }
        if (!PARAMETERS.containsAll(ctx.queryParamMap().keySet())) {
            throw Problem.of(400, "there is no such parameter; allowed: " + PARAMETERS);
        }
    }

    private static int latest(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > RecentIntents.CAPACITY) {
            throw Problem.of(400, LATEST + " must be a whole number from 0 to " + RecentIntents.CAPACITY);
        }
        return Integer.parseInt(text);
    }

    /** What the client gets first. */
    RecentIntents.Replay replay(RecentIntents recent) {
        return last.map(seen -> recent.since(seen, latest, filter)).orElseGet(() -> recent.latest(latest, filter));
    }
}
