package io.intentstream.cli.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.cli.JsonRecords;
import io.intentstream.control.Answer;
import io.intentstream.schema.UserProfile;
import io.intentstream.state.Click;
import java.time.Instant;
import java.util.List;

/** A user as one JSON object: the profile as {@code tail} prints it, and the window's events. */
final class UserJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private UserJson() {}

    static String of(UserProfile profile, List<Click> window) {
        ObjectNode user = JSON.createObjectNode();
        try {
            user.set("profile", JSON.readTree(JsonRecords.line(profile)));
            ArrayNode events = user.putArray("window");
            window.forEach(click -> add(events.addObject(), click));
            return JSON.writeValueAsString(user);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A profile is always valid JSON", e);
        }
    }

    static String of(Answer answer) {
        ObjectNode result = JSON.createObjectNode();
        result.put("requestId", answer.requestId());
        result.put("erased", answer.erased());
        result.put("resumed", answer.resumed());
        result.put("ignoring", answer.ignoring());
        return result.toString();
    }

    private static void add(ObjectNode event, Click click) {
        event.put("eventTime", Instant.ofEpochMilli(click.time()).toString());
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
}
