package io.intentstream.server.http;

import io.intentstream.core.state.StoredState;
import io.intentstream.stream.query.UserDirectory;
import io.intentstream.stream.query.UserLookup;
import io.javalin.http.Context;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Answers for one user from the state of this instance or of the one that owns it, and erases users. */
final class UserRoutes {
    private final Supplier<ServerContext> served;
    private final Forwarder forwarder;

    /** @param served the engine to serve; throws a {@link Problem} while there is none */
    UserRoutes(Supplier<ServerContext> served, Forwarder forwarder) {
        this.served = served;
        this.forwarder = forwarder;
    }

    /**
     * Answers with what is shown of the user that the path names.
     *
     * @param json of a state, on the instance that has it
     */
    void answer(Context ctx, BiFunction<ServerContext, StoredState, String> json) {
        answer(ctx, json, userId -> {
            throw unknown();
        });
    }

    /**
     * The same, with an answer for a user whom no instance knows.
     *
     * @param otherwise the answer for an unknown user
     */
    void answer(Context ctx, BiFunction<ServerContext, StoredState, String> json, UnaryOperator<String> otherwise) {
        String userId = UserIds.ofPath(ctx.path());
        UserDirectory users = served.get().users();
        if (Forwarder.isForwarded(ctx)) {
            UserLookup here = Forwarder.isSearch(ctx) ? users.findAmongOwn(userId) : users.findHere(userId);
            if (!show(ctx, here, json)) {
                throw unknown();
            }
            return;
        }
        UserLookup lookup = users.find(userId);
        boolean answered = lookup instanceof UserLookup.Elsewhere owner
                // A user who is not at the owner by hash may be here nevertheless.
                ? forwarder.forward(ctx, owner) || show(ctx, users.findAmongOwn(userId), json)
                : show(ctx, lookup, json);
        if (!answered && !search(ctx, users, lookup)) {
            ctx.contentType("application/json").result(otherwise.apply(userId));
        }
    }

    /** Answers when the lookup found the user here; false when the user is unknown. */
    private boolean show(Context ctx, UserLookup lookup, BiFunction<ServerContext, StoredState, String> json) {
        if (lookup instanceof UserLookup.Unavailable unavailable) {
            throw Problem.unavailable(unavailable.reason());
        }
        if (lookup instanceof UserLookup.Found found) {
            ctx.contentType("application/json").result(json.apply(served.get(), found.state()));
            return true;
        }
        return false;
    }

    /** Asks the other instances, because producers may use another partitioner than Kafka's default. */
    private boolean search(Context ctx, UserDirectory users, UserLookup asked) {
        for (UserLookup.Elsewhere other : users.others()) {
            if (!other.equals(asked) && forwarder.search(ctx, other)) {
                return true;
            }
        }
        return false;
    }

    private static Problem unknown() {
        return Problem.of(404, "no events of this user are known");
    }

    /** Erases the user that the path names, whichever instance owns it. */
    void erase(Context ctx) {
        String userId = UserIds.ofPath(ctx.path());
        String receipt = served.get().erasures().erase(userId);
        ctx.contentType("application/json").result(receipt);
    }
}
