package io.intentstream.api;

import io.intentstream.engine.Portrait;
import io.intentstream.topology.Lookup;
import io.intentstream.topology.UserDirectory;
import io.javalin.http.Context;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is known of one user, from the state of this instance or of the one that has it; and an end to it. */
final class UserRoutes {
    private final Supplier<Served> served;
    private final Forwarder forwarder;

    /** @param served what there is to show; throws a {@link Problem} while the engine is not there */
    UserRoutes(Supplier<Served> served, Forwarder forwarder) {
        this.served = served;
        this.forwarder = forwarder;
    }

    /** Answers with one view of the user that the path names. */
    void answer(Context ctx, Function<Portrait, String> json) {
        String userId = UserIds.ofPath(ctx.path());
        UserDirectory users = served.get().users();
        if (Forwarder.isForwarded(ctx)) {
            Lookup here = Forwarder.isSearch(ctx) ? users.findAmongOwn(userId) : users.findHere(userId);
            if (!show(ctx, userId, here, json)) {
                throw unknown();
            }
            return;
        }
        Lookup lookup = users.find(userId);
        boolean answered = lookup instanceof Lookup.Elsewhere owner
                // Who is not where the id belongs may be here all the same.
                ? forwarder.forward(ctx, owner) || show(ctx, userId, users.findAmongOwn(userId), json)
                : show(ctx, userId, lookup, json);
        if (!answered && !search(ctx, users, lookup)) {
            throw unknown();
        }
    }

    /** Shows a user who is here; false when the user is unknown. */
    private boolean show(Context ctx, String userId, Lookup lookup, Function<Portrait, String> json) {
        if (lookup instanceof Lookup.Unavailable unavailable) {
            throw Problem.unavailable(unavailable.reason());
        }
        if (lookup instanceof Lookup.Found found) {
            Portrait portrait = served.get().portraits().of(userId, found.state());
            ctx.contentType("application/json").result(json.apply(portrait));
            return true;
        }
        return false;
    }

    /** Asks the other instances, for producers may put users elsewhere than Kafka's default partitioner does. */
    private boolean search(Context ctx, UserDirectory users, Lookup asked) {
        for (Lookup.Elsewhere other : users.others()) {
            if (!other.equals(asked) && forwarder.search(ctx, other)) {
                return true;
            }
        }
        return false;
    }

    private static Problem unknown() {
        return Problem.of(404, "no events of this user are known");
    }

    /** Erases the user that the path names, whichever instance has it. */
    void erase(Context ctx) {
        String userId = UserIds.ofPath(ctx.path());
        String receipt = served.get().erasures().erase(userId);
        ctx.contentType("application/json").result(receipt);
    }
}
