package io.intentstream.server.http;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.AudienceEventKind;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Selects the changes of audiences that a listener gets.
 *
 * @param audiences any of these; empty means all
 * @param kinds any of these
 * @param users any of these; empty means all
 */
record AudienceFilter(Set<String> audiences, Set<AudienceEventKind> kinds, Set<String> users)
        implements Predicate<AudienceEvent> {
    private static final List<String> PARAMETERS = List.of("audience", "kind", "user", FeedRequest.LATEST);
    private static final List<AudienceEventKind> KINDS = List.of(AudienceEventKind.ENTERED, AudienceEventKind.EXITED);

    /** The filter of a request. */
    static AudienceFilter of(Context ctx, AudienceSet declared) {
        QueryParameters.require(ctx, PARAMETERS);
        return of(ctx.queryParams("audience"), ctx.queryParams("kind"), ctx.queryParams("user"), declared);
    }

    /**
     * The filter of a request's parameters; without parameters, it selects all changes.
     *
     * @throws Problem 400 for an unknown audience or kind
     */
    static AudienceFilter of(List<String> audiences, List<String> kinds, List<String> users, AudienceSet declared) {
        audiences.forEach(name -> DeclaredAudiences.require(400, declared, name));
        Set<AudienceEventKind> wanted = EnumSet.noneOf(AudienceEventKind.class);
        kinds.forEach(kind -> wanted.add(QueryParameters.constant("kind", kind, KINDS)));
        return new AudienceFilter(
                Set.copyOf(audiences),
                wanted.isEmpty() ? EnumSet.allOf(AudienceEventKind.class) : wanted,
                Set.copyOf(users));
    }

    @Override
    public boolean test(AudienceEvent event) {
        return kinds.contains(event.getKind())
                && (audiences.isEmpty() || audiences.contains(event.getAudience()))
                && (users.isEmpty() || users.contains(event.getUserId()));
    }
}
