package io.intentstream.server.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a client wants of a stream.
 *
 * @param filter which records
 * @param last the last place that the client has seen, if it comes back
 * @param latest how many of the latest records come first, for a client that is new or comes from another run
 */
record FeedRequest<T extends SpecificRecord>(Predicate<T> filter, Optional<StreamPosition> last, int latest) {
    /** The parameter that every stream takes besides those of its filter. */
    static final String LATEST = "latest";

    /**
     * The request of a client.
     *
     * @param filter what its parameters select
     * @throws Problem 400 for a parameter that makes no sense
     */
    static <T extends SpecificRecord> FeedRequest<T> of(Context ctx, Predicate<T> filter) {
        return new FeedRequest<>(
                filter,
                Optional.ofNullable(ctx.header("Last-Event-ID"))
                        .filter(id -> !id.isBlank())
                        .map(StreamPosition::of),
                QueryParameters.number(ctx, LATEST, 0, 0, FeedHistory.CAPACITY));
    }

    /** What the client gets first. */
    FeedHistory.Replay<T> replay(FeedHistory<T> history) {
        return last.map(seen -> history.since(seen, latest, filter)).orElseGet(() -> history.latest(latest, filter));
    }
}
