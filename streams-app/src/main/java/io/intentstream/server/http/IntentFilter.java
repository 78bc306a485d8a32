package io.intentstream.server.http;

import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Selects the intents that a listener gets.
 *
 * @param bands any of these
 * @param categories any of these among the intent's likely categories; empty means all intents
 * @param users any of these; empty means all
 */
record IntentFilter(Set<Band> bands, Set<String> categories, Set<String> users) implements Predicate<PurchaseIntent> {
    private static final List<String> PARAMETERS = List.of("band", "category", "user", FeedRequest.LATEST);

    /** The filter of a request. */
    static IntentFilter of(Context ctx) {
        QueryParameters.require(ctx, PARAMETERS);
        return of(ctx.queryParams("band"), ctx.queryParams("category"), ctx.queryParams("user"));
    }

    /**
     * The filter of a request's parameters; without parameters, it selects all intents.
     *
     * @throws Problem 400 for an unknown band
     */
    static IntentFilter of(List<String> bands, List<String> categories, List<String> users) {
        Set<Band> wanted = EnumSet.noneOf(Band.class);
        bands.forEach(name -> wanted.add(QueryParameters.constant("band", name, Band.class)));
        return new IntentFilter(
                wanted.isEmpty() ? EnumSet.allOf(Band.class) : wanted, Set.copyOf(categories), Set.copyOf(users));
    }

    @Override
    public boolean test(PurchaseIntent intent) {
        return bands.contains(intent.getBand())
                && (users.isEmpty() || users.contains(intent.getUserId()))
                && (categories.isEmpty()
                        || intent.getCategories().stream()
                                .anyMatch(category -> categories.contains(category.getCategoryId())));
    }
}
