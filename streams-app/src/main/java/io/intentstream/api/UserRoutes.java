package io.intentstream.api;

import io.intentstream.engine.Portrait;
import io.intentstream.topology.Lookup;
import io.intentstream.topology.UserDirectory;
import io.javalin.http.Context;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is known of one user, from the state of this instance or of the one that has it. */
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
        Lookup lookup = Forwarder.isForwarded(ctx) ? users.findHere(userId) : users.find(userId);
        if (lookup instanceof Lookup.Found found) {
            Portrait portrait = served.get().portraits().of(userId, found.state());
            ctx.contentType("application/json").result(json.apply(portrait));
        } else if (lookup instanceof Lookup.Elsewhere elsewhere) {
            forwarder.forward(ctx, elsewhere);
        } else if (lookup instanceof Lookup.Unavailable unavailable) {
            throw Problem.unavailable(unavailable.reason());
        } else {
            throw Problem.of(404, "no events of this user are known");
        }
    }
}
