package io.intentstream.server.http;

import io.intentstream.schema.Band;
import io.intentstream.server.json.AudienceJson;
import io.intentstream.stream.query.RecentUserQuery;
import io.intentstream.stream.query.RecentUserQuery.Order;
import io.intentstream.stream.query.RecentUsers;
import io.intentstream.stream.query.RecentUsersPart;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers who was seen in the last 30 minutes of event time, over all instances. */
final class RecentUsersRoute {
    private static final int USERS = 100;
    private static final int MOST_USERS = 1000;
    private static final List<String> PARAMETERS = List.of("band", "tag", "audience", "sort", "limit");

    /** How far instances' times may be apart without counting as one being behind. */
    private static final long APART_MILLIS = 60_000;

    private final Supplier<ServerContext> served;
    private final InstanceParts parts;

    /** @param served the engine to serve; throws a {@link Problem} while there is none */
    RecentUsersRoute(Supplier<ServerContext> served, InstanceParts parts) {
        this.served = served;
        this.parts = parts;
    }

    void list(Context ctx) {
        QueryParameters.require(ctx, PARAMETERS);
        Set<Band> bands = bands(ctx.queryParams("band"));
        Order order = order(QueryParameters.single(ctx, "sort"));
        int limit = QueryParameters.number(ctx, "limit", USERS, 1, MOST_USERS);
        ServerContext engine = served.get();
        List<String> audiences = ctx.queryParams("audience");
        audiences.forEach(name -> DeclaredAudiences.require(400, engine.declared(), name));
        RecentUserQuery query =
                new RecentUserQuery(bands, Set.copyOf(ctx.queryParams("tag")), Set.copyOf(audiences), order, limit);
        if (Forwarder.isForwarded(ctx)) {
            InstanceParts.answer(ctx, () -> engine.recent().find(query, Forwarder.asOf(ctx)));
            return;
        }
        RecentUsersPart found = RecentUsersPart.merge(everywhere(ctx, engine, query), query);
        ctx.contentType("application/json")
                .result(AudienceJson.users(found, found.asOf() - RecentUsers.WINDOW.toMillis()));
    }

    /** All instances answer as of the same time; asked again when one of them turns out to be far ahead of this one. */
    private List<RecentUsersPart> everywhere(Context ctx, ServerContext engine, RecentUserQuery query) {
        long now = engine.recent().now();
        List<RecentUsersPart> first = asOf(ctx, engine, query, now);
        long latest = first.stream().mapToLong(RecentUsersPart::asOf).max().orElse(now);
        return latest - now > APART_MILLIS ? asOf(ctx, engine, query, latest) : first;
    }

    private List<RecentUsersPart> asOf(Context ctx, ServerContext engine, RecentUserQuery query, long time) {
        return parts.collect(ctx, engine.users(), () -> engine.recent().find(query, time), RecentUsersPart.class, time);
    }

    private static Set<Band> bands(List<String> names) {
        Set<Band> bands = EnumSet.noneOf(Band.class);
        names.forEach(name -> bands.add(QueryParameters.constant("band", name, Band.class)));
        return bands.isEmpty() ? EnumSet.allOf(Band.class) : bands;
    }

    private static Order order(@Nullable String sort) {
        if (sort == null || sort.equals("probability")) {
            return Order.PROBABILITY;
        }
        if (sort.equals("lastSeen")) {
            return Order.LAST_SEEN;
        }
        throw Problem.of(400, "there is no such sort; allowed: [probability, lastSeen]");
    }
}
