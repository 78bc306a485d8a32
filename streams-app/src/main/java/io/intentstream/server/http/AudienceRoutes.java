package io.intentstream.server.http;

import io.intentstream.core.audience.Audience;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import io.intentstream.core.state.StoredState;
import io.intentstream.server.json.AudienceJson;
import io.intentstream.stream.query.AudienceSizesPart;
import io.intentstream.stream.query.MembersPart;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Answers who belongs where, over all instances, and sends who enters and leaves. */
final class AudienceRoutes {
    /** As for a task, whose clock follows ticks while it is live. */
    private static final long LIVE_WITHIN_MILLIS = Duration.ofHours(1).toMillis();

    private static final int MEMBERS = 100;
    private static final int MOST_MEMBERS = 1000;

    private final Supplier<ServerContext> served;
    private final InstanceParts parts;

    /** @param served the engine to serve; throws a {@link Problem} while there is none */
    AudienceRoutes(Supplier<ServerContext> served, InstanceParts parts) {
        this.served = served;
        this.parts = parts;
    }

    /** All audiences with their sizes. */
    void list(Context ctx) {
        QueryParameters.require(ctx, List.of());
        ServerContext engine = served.get();
        AudienceSet declared = DeclaredAudiences.requireSome(engine.declared());
        Supplier<AudienceSizesPart> own = () -> AudienceSizesPart.of(engine.sizes());
        if (Forwarder.isForwarded(ctx)) {
            InstanceParts.answer(ctx, own);
            return;
        }
        AudienceSizesPart sizes =
                AudienceSizesPart.merge(parts.collect(ctx, engine.users(), own, AudienceSizesPart.class, 0));
        json(ctx, AudienceJson.audiences(declared, sizes));
    }

    /** Members of the audience that the path names. */
    void members(Context ctx) {
        QueryParameters.require(ctx, List.of("limit", "after"));
        int limit = QueryParameters.number(ctx, "limit", MEMBERS, 1, MOST_MEMBERS);
        String after = after(ctx);
        ServerContext engine = served.get();
        Audience audience = DeclaredAudiences.require(404, engine.declared(), ctx.pathParam("name"));
        Supplier<MembersPart> own = () -> engine.members().find(audience.id(), after, limit);
        if (Forwarder.isForwarded(ctx)) {
            InstanceParts.answer(ctx, own);
            return;
        }
        MembersPart found = MembersPart.merge(parts.collect(ctx, engine.users(), own, MembersPart.class, 0), limit);
        json(ctx, AudienceJson.members(audience.name(), found));
    }

    private static String after(Context ctx) {
        String after = QueryParameters.single(ctx, "after");
        if (after == null || after.isEmpty()) {
            return "";
        }
        Validation.Rejected wrong = EventValidator.checkUserId(after);
        if (wrong != null) {
            throw Problem.of(400, "after must be the next of an earlier answer: " + wrong.message());
        }
        return after;
    }

    /** Who enters and leaves from now on. */
    void stream(Context ctx, Duration idle) throws IOException, InterruptedException {
        ServerContext engine = served.get();
        AudienceSet declared = DeclaredAudiences.requireSome(engine.declared());
        FeedRoute.stream(
                ctx,
                FeedRequest.of(ctx, AudienceFilter.of(ctx, declared)),
                engine.audienceEvents().orElseThrow(),
                idle);
    }

    /** The audiences of one user, on the instance that has the user. */
    static String ofUser(ServerContext engine, StoredState state) {
        long now = now(engine.recent().now(), System.currentTimeMillis());
        return AudienceJson.memberships(state.userId(), engine.views().memberships(state, now));
    }

    /**
     * The time of the request: that of the events while they are of the past, as in a replay; otherwise the wall clock.
     *
     * @param events event time as this instance knows it, epoch milliseconds
     * @param wallClock epoch milliseconds
     */
    static long now(long events, long wallClock) {
        return wallClock - events < LIVE_WITHIN_MILLIS ? Math.max(events, wallClock) : events;
    }

    private static void json(Context ctx, String text) {
        ctx.contentType("application/json").result(text);
    }
}
