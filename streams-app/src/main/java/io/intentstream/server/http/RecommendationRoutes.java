package io.intentstream.server.http;

import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.RecommendationList;
import io.intentstream.core.recommendation.RecommendationRequest;
import io.intentstream.core.recommendation.RelatedKind;
import io.intentstream.server.json.RecommendationJson;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Answers what to show next: for a user from the state of this moment, on the instance that has it; for products and
 * categories from the items bundle, on any instance.
 */
final class RecommendationRoutes {
    /** Most products of each list of {@link #hindsight}, which makes one for each event of the window. */
    private static final int MOST_IN_HINDSIGHT = 20;

    private static final int LIMIT = 10;

    /** Most products that a list without a user starts from. */
    private static final int MOST_ITEMS = 50;

    private static final List<String> OF_LISTS = List.of("limit", "list", "category", "exclude");

    private final Supplier<ServerContext> served;
    private final UserRoutes users;

    /** @param served the engine to serve; throws a {@link Problem} while there is none */
    RecommendationRoutes(Supplier<ServerContext> served, UserRoutes users) {
        this.served = served;
        this.users = users;
    }

    /** What to show the user that the path names: bestsellers for one who is unknown. */
    void ofUser(Context ctx) {
        QueryParameters.require(ctx, OF_LISTS);
        RecommendationRequest request = request(ctx);
        ServedItems items = items(ctx);
        users.answer(
                ctx,
                (engine, state) ->
                        RecommendationJson.user(state.userId(), items.views().of(state, request), items.bundle()),
                userId -> RecommendationJson.user(userId, items.views().ofNobody(request), items.bundle()));
    }

    /** What would have been recommended after each event of the user's window, and what came then. */
    void hindsight(Context ctx) {
        QueryParameters.require(ctx, List.of("limit", "list"));
        int limit = QueryParameters.number(ctx, "limit", LIMIT, 1, MOST_IN_HINDSIGHT);
        RecommendationRequest request = new RecommendationRequest(limit, list(ctx), null, Set.of());
        ServedItems items = items(ctx);
        users.answer(
                ctx,
                (engine, state) -> RecommendationJson.hindsight(
                        state.userId(), items.views().hindsight(state, request), items.bundle()));
    }

    /** What to show after the products that the request names. Nothing else is known of whoever asks, and nothing is kept. */
    void ofItems(Context ctx) {
        QueryParameters.require(
                ctx, Stream.concat(Stream.of("items"), OF_LISTS.stream()).toList());
        RecommendationRequest request = request(ctx);
        List<String> given = ProductIds.items(ctx, "items");
        if (given.isEmpty() || given.size() > MOST_ITEMS) {
            throw Problem.of(
                    400,
                    "items must name 1 to " + MOST_ITEMS
                            + " products, separated by commas, the latest last; bestsellers are at /items/popular");
        }
        ServedItems items = items(ctx);
        json(ctx, RecommendationJson.products(items.views().recommender().recommend(given, request), items.bundle()));
    }

    /** Products that go with the one that the path names. */
    void relatedItems(Context ctx) {
        QueryParameters.require(ctx, List.of("kind", "limit"));
        String itemId = ProductIds.itemOfPath(ctx);
        RelatedKind kind = choice(ctx, "kind", RelatedKind.ALSO_VIEWED);
        int limit = limit(ctx);
        ServedItems items = items(ctx);
        json(
                ctx,
                RecommendationJson.related(
                        itemId,
                        items.bundle().tables().item(itemId).isPresent(),
                        word(kind),
                        items.views().recommender().related(itemId, kind, limit),
                        items.bundle()));
    }

    /** Categories that are viewed with the one that the path names. */
    void relatedCategories(Context ctx) {
        QueryParameters.require(ctx, List.of("limit"));
        String categoryId = ProductIds.categoryOfPath(ctx);
        int limit = limit(ctx);
        ServedItems items = items(ctx);
        List<Association> related = items.categories().getOrDefault(categoryId, List.of());
        json(
                ctx,
                RecommendationJson.categories(
                        categoryId,
                        items.bundle().tables().category(categoryId).isPresent(),
                        related.subList(0, Math.min(limit, related.size())),
                        items.bundle()));
    }

    /** Bestsellers. */
    void popular(Context ctx) {
        QueryParameters.require(ctx, List.of("category", "limit"));
        String category = ProductIds.category(ctx);
        int limit = limit(ctx);
        ServedItems items = items(ctx);
        json(ctx, RecommendationJson.products(items.views().recommender().popular(category, limit), items.bundle()));
    }

    private static RecommendationRequest request(Context ctx) {
        return new RecommendationRequest(
                limit(ctx), list(ctx), ProductIds.category(ctx), Set.copyOf(ProductIds.items(ctx, "exclude")));
    }

    private static int limit(Context ctx) {
        return QueryParameters.number(ctx, "limit", LIMIT, 1, RecommendationRequest.MAX_LIMIT);
    }

    private static RecommendationList list(Context ctx) {
        return choice(ctx, "list", RecommendationList.ALL);
    }

    /** The constant that a parameter names in lower case, with hyphens. */
    private static <E extends Enum<E>> E choice(Context ctx, String name, E absent) {
        String text = QueryParameters.single(ctx, name);
        if (text == null) {
            return absent;
        }
        List<E> all = List.of(absent.getDeclaringClass().getEnumConstants());
        return all.stream()
                .filter(one -> word(one).equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        400,
                        name + " must be one of "
                                + all.stream().map(RecommendationRoutes::word).toList()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws Problem 404 without an items bundle; 503 to another instance, for which 404 would mean an unknown user */
    private ServedItems items(Context ctx) {
        ServerContext engine = served.get();
        return engine.items()
                .orElseThrow(() -> Forwarder.isForwarded(ctx)
                        ? Problem.unavailable(
                                "the instance that has the user has no items bundle: set items.path there, too")
                        : Problem.of(
                                404,
                                "this engine has no items bundle; name the folder of one in items.path, such as"
                                        + " model-artifacts/shop-items/1, on all instances and restart them"));
    }

    private static void json(Context ctx, String text) {
        ctx.contentType("application/json").result(text);
    }
}
