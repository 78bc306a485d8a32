package io.intentstream.server.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.core.audience.Audience;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.engine.UserView;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.stream.query.AudienceSizesPart;
import io.intentstream.stream.query.MembersPart;
import io.intentstream.stream.query.RecentUser;
import io.intentstream.stream.query.RecentUsersPart;
import io.intentstream.stream.telemetry.AudienceCounts.AudienceSize;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Audiences, their members, and recent users as JSON. Times are ISO-8601 texts in UTC. */
public final class AudienceJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AudienceJson() {}

    /** All audiences, in the order of their file. */
    public static String audiences(AudienceSet declared, AudienceSizesPart sizes) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("backfill")
                .put("running", sizes.backfill().running())
                .put("share", ScoreCalibrator.round(sizes.backfill().share()))
                .put("usersDone", sizes.backfill().walked());
        ArrayNode audiences = answer.putArray("audiences");
        for (Audience audience : declared.audiences()) {
            add(audiences.addObject(), audience, sizes.of(audience.name()));
        }
        return answer.toString();
    }

    private static void add(ObjectNode node, Audience audience, AudienceSize size) {
        node.put("name", audience.name());
        node.put("description", audience.description());
        node.put("when", audience.when().text());
        node.put("until", audience.until() == null ? null : audience.until().text());
        node.put("reenterAfterMillis", audience.reenterAfterMillis());
        node.put("definition", audience.definition());
        node.put("size", size.size());
        node.put("entered24h", size.entered());
        node.put("exited24h", size.exited());
        node.put("volatility", ScoreCalibrator.round(volatility(size)));
    }

    /** How much of the audience changed within a day; of an empty one, as of a single member. */
    private static double volatility(AudienceSize size) {
        return (size.entered() + size.exited()) / (double) Math.max(1, size.size());
    }

    /** Members, with the place where the list goes on. */
    public static String members(String audience, MembersPart found) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("audience", audience);
        ArrayNode members = answer.putArray("members");
        found.members()
                .forEach(member ->
                        members.addObject().put("userId", member.userId()).put("since", time(member.since())));
        answer.put("next", found.next());
        return answer.toString();
    }

    /** The audiences of a user. */
    public static String memberships(String userId, UserView.Memberships memberships) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("userId", userId);
        answer.put("asOf", time(memberships.asOf()));
        ArrayNode audiences = answer.putArray("audiences");
        for (UserView.Membership membership : memberships.current()) {
            ObjectNode node = audiences.addObject();
            node.put("audience", membership.audience());
            node.put("since", time(membership.since()));
            node.put(
                    "endsAt",
                    membership.endsAt().isEmpty()
                            ? null
                            : time(membership.endsAt().getAsLong()));
            ObjectNode values = node.putObject("values");
            membership.values().forEach(values::put);
        }
        ArrayNode upcoming = answer.putArray("upcoming");
        for (UserView.Upcoming coming : memberships.upcoming()) {
            upcoming.addObject().put("audience", coming.audience()).put("entersAt", time(coming.entersAt()));
        }
        return answer.toString();
    }

    /** Recent users, with what is known of their number. */
    public static String users(RecentUsersPart found, long since) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("asOf", time(found.asOf()));
        answer.put("since", time(since));
        answer.put("completeSince", time(found.completeSince()));
        answer.put("partial", found.completeSince() > since);
        answer.put("matched", found.matched());
        ArrayNode users = answer.putArray("users");
        found.users().forEach(user -> add(users.addObject(), user));
        return answer.toString();
    }

    private static void add(ObjectNode node, RecentUser user) {
        node.put("userId", user.userId());
        node.put("lastSeen", time(user.lastSeen()));
        node.put("probability", user.probability());
        node.put("band", user.band().name());
        user.tags().forEach(node.putArray("tags")::add);
        user.audiences().forEach(node.putArray("audiences")::add);
        node.putObject("cart")
                .put("items", user.cartItems())
                .put("valueMinor", user.cartValueMinor())
                .put("currency", user.cartCurrency());
    }

    private static @Nullable String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
