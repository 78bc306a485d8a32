package io.intentstream.server.http;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads ids of products and categories from requests, with the limits that hold for events. */
final class ProductIds {
    private ProductIds() {}

    /** The product of a path {@code /items/PRODUCT/more}. */
    static String itemOfPath(Context ctx) {
        return checked(PathText.second(ctx.path(), "item id"), EventValidator::checkItemId);
    }

    /** The category of a path {@code /categories/CATEGORY/more}. */
    static String categoryOfPath(Context ctx) {
        return checked(PathText.second(ctx.path(), "category id"), EventValidator::checkCategoryId);
    }

    /** The category of the parameter {@code category}; null when it is absent or empty. */
    static @Nullable String category(Context ctx) {
        String category = QueryParameters.single(ctx, "category");
        return category == null || category.isEmpty() ? null : checked(category, EventValidator::checkCategoryId);
    }

    /** The products of a parameter, which separates them by commas and may be given several times; in their order. */
    static List<String> items(Context ctx, String name) {
        List<String> items = new ArrayList<>();
        for (String value : ctx.queryParams(name)) {
            int start = 0;
            while (start <= value.length()) {
                int comma = value.indexOf(',', start);
                int end = comma < 0 ? value.length() : comma;
                if (end > start) {
                    items.add(checked(value.substring(start, end), EventValidator::checkItemId));
                }
                start = end + 1;
            }
        }
        return items;
    }

    private static String checked(String id, Function<String, Validation.@Nullable Rejected> check) {
        Validation.Rejected wrong = check.apply(id);
        if (wrong != null) {
            throw Problem.of(400, wrong.message());
        }
        return id;
    }
}
