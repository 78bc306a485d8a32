package io.intentstream.cli.console;

import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.Recommendation;
import io.intentstream.core.recommendation.RelatedItem;
import io.intentstream.schema.RecommendationReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Recommendations as text for a terminal. */
public final class RecommendationText {
    private RecommendationText() {}

    /** A list, with the reason of each product in words. */
    public static List<String> list(List<Recommendation> products) {
        if (products.isEmpty()) {
            return List.of("Nothing to recommend.");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rank", "product", "category", "score", "why"));
        for (Recommendation product : products) {
            rows.add(List.of(
                    Integer.toString(rows.size()),
                    SafeText.of(product.itemId()),
                    shown(product.categoryId()),
                    String.format(Locale.ROOT, "%.4f", product.score()),
                    SafeText.of(reason(product.reason(), product.because()))));
        }
        return lines(rows);
    }

    /** Why a product is in a list. */
    public static String reason(RecommendationReason reason, @Nullable String because) {
        return switch (reason) {
            case RECENTLY_VIEWED -> "viewed lately";
            case ON_WISHLIST -> "on the wishlist";
            case ALSO_VIEWED -> "others viewed it after " + because;
            case ALSO_BOUGHT -> "goes with " + because;
            case POPULAR_IN_CATEGORY -> "popular in " + because;
            case POPULAR -> "popular";
            case OTHER -> "for a reason that this release does not know";
        };
    }

    /** Products that go with one. */
    public static List<String> related(List<RelatedItem> related) {
        if (related.isEmpty()) {
            return List.of("none");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rank", "product", "category", "strength"));
        for (RelatedItem item : related) {
            rows.add(List.of(
                    Integer.toString(rows.size()),
                    SafeText.of(item.itemId()),
                    shown(item.categoryId()),
                    String.format(Locale.ROOT, "%.4f", item.score())));
        }
        return lines(rows);
    }

    /** The rules that begin with a product. */
    public static List<String> associations(List<Association> associations) {
        if (associations.isEmpty()) {
            return List.of("none");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rank", "product", "together in", "users", "confidence", "lift", "G2"));
        for (Association association : associations) {
            rows.add(List.of(
                    Integer.toString(rows.size()),
                    SafeText.of(association.consequent()),
                    basket(association.basket()),
                    Integer.toString(association.users()),
                    String.format(Locale.ROOT, "%.3f", association.confidence()),
                    String.format(Locale.ROOT, "%.2f", association.lift()),
                    String.format(Locale.ROOT, "%.1f", association.significance())));
        }
        return lines(rows);
    }

    private static String basket(Association.Basket basket) {
        return switch (basket) {
            case CO_VIEW -> "what is viewed";
            case CO_CART -> "cart or wishlist";
            case CO_PURCHASE -> "orders";
        };
    }

    private static String shown(@Nullable String text) {
        return text == null ? "-" : SafeText.of(text);
    }

    private static List<String> lines(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(row.get(column));
            if (column < widths.length - 1) {
                line.append(" ".repeat(widths[column] - row.get(column).length() + 2));
            }
        }
        return line.toString();
    }
}
