package io.intentstream.server.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.engine.UserView;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.UserProfile;
import io.intentstream.server.privacy.RequestOutcome;
import java.time.Instant;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/**
 * A user as JSON: the profile as {@code tail} prints it, and the window's events. Of a portrait everything is left out
 * that a state does not hold: {@code changed} of the profile, {@code eventId} and {@code late} of the intent.
 */
public final class UserJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private UserJson() {}

    /** Profile and window, as the topics have them. */
    public static String of(UserProfile profile, List<WindowEvent> window) {
        ObjectNode user = JSON.createObjectNode();
        user.set("profile", tree(profile));
        ArrayNode events = user.putArray("window");
        window.forEach(click -> add(events.addObject(), click));
        return text(user);
    }

    /** What came of a request for the user. */
    public static String of(RequestOutcome answer) {
        ObjectNode result = JSON.createObjectNode();
        result.put("requestId", answer.requestId());
        result.put("erased", answer.erased());
        result.put("resumed", answer.resumed());
        result.put("ignoring", answer.ignoring());
        return result.toString();
    }

    /** The profile alone. */
    public static String profile(UserView portrait) {
        return text(profileTree(portrait));
    }

    /** The latest intent, and the scores after the events before it, latest first. */
    public static String intents(UserView portrait) {
        ObjectNode user = JSON.createObjectNode();
        user.put("userId", portrait.profile().getUserId());
        user.set("latest", latestTree(portrait));
        ArrayNode earlier = user.putArray("earlier");
        for (int i = portrait.journey().size() - 2; i >= 0; i--) {
            UserView.JourneyEvent step = portrait.journey().get(i);
            ObjectNode intent = earlier.addObject();
            intent.put("eventTime", time(step.event()));
            intent.put("eventType", step.event().type().name());
            addScore(intent, step);
        }
        return text(user);
    }

    /** Profile, latest intent, and the window's events, oldest first, each with the score after it. */
    public static String journey(UserView portrait) {
        ObjectNode user = JSON.createObjectNode();
        user.set("profile", profileTree(portrait));
        user.set("intent", latestTree(portrait));
        ArrayNode events = user.putArray("window");
        for (UserView.JourneyEvent step : portrait.journey()) {
            ObjectNode event = events.addObject();
            add(event, step.event());
            addScore(event.putObject("intent"), step);
        }
        return text(user);
    }

    private static ObjectNode profileTree(UserView portrait) {
        return tree(portrait.profile()).without("changed");
    }

    private static ObjectNode latestTree(UserView portrait) {
        return tree(portrait.latest()).without(List.of("eventId", "late"));
    }

    private static void addScore(ObjectNode intent, UserView.JourneyEvent step) {
        intent.put("probability", step.probability());
        intent.put("change", step.change());
        intent.put("band", step.band().name());
        intent.put("degraded", step.degraded());
    }

    private static void add(ObjectNode event, WindowEvent click) {
        event.put("eventTime", time(click));
        event.put("eventType", click.type().name());
        event.put("itemId", click.itemId());
        event.put("categoryId", click.categoryId());
        event.put("brand", click.brand());
        if (click.priceMinor() >= 0) {
            event.put("priceMinor", click.priceMinor());
        }
        event.put("currency", click.currency());
        event.put("quantity", click.quantity());
    }

    private static String time(WindowEvent click) {
        return Instant.ofEpochMilli(click.time()).toString();
    }

    private static ObjectNode tree(IndexedRecord profile) {
        try {
            return (ObjectNode) JSON.readTree(JsonRecords.line(profile));
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
