package io.intentstream.server.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.engine.UserView;
import io.intentstream.core.state.EventItem;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.UserProfile;
import io.intentstream.server.privacy.RequestOutcome;
import java.time.Instant;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/**
 * A user as JSON: the profile as {@code tail} prints it, and the window's events. What a user's state does not hold is
 * left out of a view: {@code changed} of the profile, {@code eventId} and {@code late} of the intent.
 */
public final class UserJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private UserJson() {}

    /** The profile, and the events of the window, oldest first, each with the score that followed it. */
    public static String of(UserProfile profile, List<UserView.JourneyEvent> journey) {
        ObjectNode user = JSON.createObjectNode();
        user.set("profile", tree(profile));
        addWindow(user, journey);
        return text(user);
    }

    /** The outcome of a request for the user. */
    public static String of(RequestOutcome outcome) {
        ObjectNode result = JSON.createObjectNode();
        result.put("requestId", outcome.requestId());
        result.put("erased", outcome.erased());
        result.put("resumed", outcome.resumed());
        result.put("ignoring", outcome.ignoring());
        return result.toString();
    }

    /** The profile. */
    public static String profile(UserView view) {
        return text(profileTree(view));
    }

    /** The latest intent, and the scores after the earlier events of the window, latest first. */
    public static String intents(UserView view) {
        ObjectNode user = JSON.createObjectNode();
        user.put("userId", view.profile().getUserId());
        user.set("latest", latestTree(view));
        ArrayNode earlier = user.putArray("earlier");
        for (int i = view.journey().size() - 2; i >= 0; i--) {
            UserView.JourneyEvent step = view.journey().get(i);
            ObjectNode intent = earlier.addObject();
            intent.put("eventTime", time(step.event()));
            intent.put("eventType", step.event().type().name());
            addScore(intent, step);
        }
        return text(user);
    }

    /** Profile, latest intent, and the window's events, oldest first, each with the score that followed it and what led to it. */
    public static String journey(UserView view) {
        ObjectNode user = JSON.createObjectNode();
        user.set("profile", profileTree(view));
        user.set("intent", latestTree(view));
        addMoments(addWindow(user, view.journey()), view.moments());
        return text(user);
    }

    private static ArrayNode addWindow(ObjectNode user, List<UserView.JourneyEvent> journey) {
        ArrayNode events = user.putArray("window");
        for (UserView.JourneyEvent step : journey) {
            ObjectNode event = events.addObject();
            add(event, step.event());
            addScore(event.putObject("intent"), step);
        }
        return events;
    }

    /** What is unknown is null. */
    private static void addMoments(ArrayNode events, List<UserView.Moment> moments) {
        for (int i = 0; i < moments.size(); i++) {
            UserView.Moment moment = moments.get(i);
            ObjectNode intent = (ObjectNode) events.get(i).get("intent");
            boolean known = !Double.isNaN(moment.before());
            intent.put("before", known ? moment.before() : null);
            intent.put("logOddsChange", known ? moment.logOddsChange() : null);
            ArrayNode categories = intent.putArray("categories");
            moment.categories().forEach(category -> categories.add(tree(category)));
        }
    }

    private static ObjectNode profileTree(UserView view) {
        return tree(view.profile()).without("changed");
    }

    private static ObjectNode latestTree(UserView view) {
        return tree(view.latest()).without(List.of("eventId", "late"));
    }

    private static void addScore(ObjectNode intent, UserView.JourneyEvent step) {
        intent.put("probability", step.probability());
        intent.put("change", step.change());
        intent.put("band", step.band().name());
        intent.put("degraded", step.degraded());
    }

    private static void add(ObjectNode event, WindowEvent windowEvent) {
        event.put("eventTime", time(windowEvent));
        event.put("eventType", windowEvent.type().name());
        event.put("itemId", windowEvent.itemId());
        event.put("categoryId", windowEvent.categoryId());
        event.put("brand", windowEvent.brand());
        if (windowEvent.priceMinor() >= 0) {
            event.put("priceMinor", windowEvent.priceMinor());
        }
        event.put("currency", windowEvent.currency());
        event.put("quantity", windowEvent.quantity());
        if (windowEvent.basket() != null) {
            addBasket(event, windowEvent);
        }
    }

    private static void addBasket(ObjectNode event, WindowEvent windowEvent) {
        if (windowEvent.valueMinor() >= 0) {
            event.put("valueMinor", windowEvent.valueMinor());
        }
        if (windowEvent.hasItems()) {
            ArrayNode items = event.putArray("items");
            windowEvent.basket().items().forEach(item -> add(items.addObject(), item));
        }
    }

    private static void add(ObjectNode product, EventItem item) {
        product.put("itemId", item.itemId());
        product.put("categoryId", item.categoryId());
        product.put("brand", item.brand());
        if (item.priceMinor() >= 0) {
            product.put("priceMinor", item.priceMinor());
        }
        product.put("quantity", item.quantity());
    }

    private static String time(WindowEvent windowEvent) {
        return Instant.ofEpochMilli(windowEvent.time()).toString();
    }

    private static ObjectNode tree(IndexedRecord record) {
        try {
            return (ObjectNode) JSON.readTree(JsonRecords.line(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record is always valid JSON", e);
        }
    }

    private static String text(ObjectNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always valid JSON", e);
        }
    }
}
