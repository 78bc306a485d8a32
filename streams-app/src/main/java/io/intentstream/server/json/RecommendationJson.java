package io.intentstream.server.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.engine.RecommendationViews;
import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.CategoryShare;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.Recommendation;
import io.intentstream.core.recommendation.RelatedItem;
import java.time.Instant;
import java.util.List;

/**
 * Recommendations as JSON. Products and categories have the fields that they have in the topic. Every answer ends with the
 * items bundle that it was made from.
 */
public final class RecommendationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecommendationJson() {}

    /** What to show a user next. */
    public static String user(String userId, RecommendationViews.NextForUser next, ItemsBundle items) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("userId", userId);
        answer.put("asOf", next.asOf() == 0 ? null : time(next.asOf()));
        answer.put("coldStart", next.coldStart());
        addProducts(answer, next.products());
        addCategories(answer, next.categories());
        return ending(answer, items);
    }

    /** What would have been recommended after each event of the window. */
    public static String hindsight(String userId, RecommendationViews.Hindsight hindsight, ItemsBundle items) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("userId", userId);
        answer.put("updateNumber", hindsight.updateNumber());
        ArrayNode window = answer.putArray("window");
        for (RecommendationViews.Step step : hindsight.steps()) {
            ObjectNode event = window.addObject();
            event.put("eventTime", time(step.event().time()));
            event.put("eventType", step.event().type().name());
            addProducts(event, step.products());
            addCategories(event, step.categories());
            if (step.next() == null) {
                event.putNull("next");
            } else {
                event.putObject("next")
                        .put("itemId", step.next())
                        .put("rank", step.rank() == 0 ? null : Integer.valueOf(step.rank()));
            }
        }
        return ending(answer, items);
    }

    /** Products that follow from others, or from nothing. */
    public static String products(List<Recommendation> products, ItemsBundle items) {
        ObjectNode answer = JSON.createObjectNode();
        addProducts(answer, products);
        return ending(answer, items);
    }

    /** Products that go with one. */
    public static String related(
            String itemId, boolean known, String kind, List<RelatedItem> related, ItemsBundle items) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("itemId", itemId);
        answer.put("known", known);
        answer.put("kind", kind);
        addRelated(answer.putArray("items"), related);
        return ending(answer, items);
    }

    /** Categories that go with one. */
    public static String categories(
            String categoryId, boolean known, List<Association> associations, ItemsBundle items) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("categoryId", categoryId);
        answer.put("known", known);
        ArrayNode categories = answer.putArray("categories");
        for (Association association : associations) {
            add(categories.addObject().put("categoryId", association.consequent()), association);
        }
        return ending(answer, items);
    }

    /** All that a bundle knows of a product: what was viewed and bought with it, and the rules that begin with it. */
    public static String item(
            String itemId,
            boolean known,
            List<RelatedItem> viewed,
            List<RelatedItem> bought,
            List<Association> associations,
            ItemsBundle items) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("itemId", itemId);
        answer.put("known", known);
        addRelated(answer.putArray("alsoViewed"), viewed);
        addRelated(answer.putArray("alsoBought"), bought);
        ArrayNode rules = answer.putArray("associations");
        for (Association association : associations) {
            ObjectNode rule = rules.addObject();
            rule.put("itemId", association.consequent());
            rule.put("basket", association.basket().name());
            add(rule, association);
        }
        return ending(answer, items);
    }

    private static void add(ObjectNode rule, Association association) {
        rule.put("users", association.users());
        rule.put("support", association.support());
        rule.put("confidence", association.confidence());
        rule.put("lift", association.lift());
        rule.put("significance", association.significance());
    }

    private static void addRelated(ArrayNode products, List<RelatedItem> related) {
        for (RelatedItem item : related) {
            products.addObject()
                    .put("itemId", item.itemId())
                    .put("categoryId", item.categoryId())
                    .put("score", item.score());
        }
    }

    private static void addProducts(ObjectNode answer, List<Recommendation> products) {
        ArrayNode array = answer.putArray("items");
        for (Recommendation product : products) {
            array.addObject()
                    .put("itemId", product.itemId())
                    .put("categoryId", product.categoryId())
                    .put("score", product.score())
                    .put("reason", product.reason().name())
                    .put("because", product.because());
        }
    }

    private static void addCategories(ObjectNode answer, List<CategoryShare> categories) {
        ArrayNode array = answer.putArray("categories");
        for (CategoryShare category : categories) {
            array.addObject()
                    .put("categoryId", category.categoryId())
                    .put("share", category.share())
                    .put("newToUser", category.newToUser());
        }
    }

    private static String ending(ObjectNode answer, ItemsBundle items) {
        answer.put("itemsName", items.manifest().name());
        answer.put("itemsVersion", items.manifest().version());
        answer.put("itemsFingerprint", items.fingerprintHex());
        return answer.toString();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
