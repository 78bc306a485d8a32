package io.intentstream.cli.console;

import io.intentstream.core.engine.UserView;
import io.intentstream.schema.Affinity;
import io.intentstream.schema.CartItem;
import io.intentstream.schema.Monetary;
import io.intentstream.schema.Tag;
import io.intentstream.schema.UserProfile;
import io.intentstream.schema.UserReceipt;
import io.intentstream.server.privacy.RequestOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats a user as aligned text. */
public final class UserText {

    private final List<String> lines = new ArrayList<>();

    private UserText() {}

    /**
     * A profile and its behaviour window.
     *
     * @param journey the window's events with their scores; when it is empty, the profile's latest events are shown
     */
    public static String of(UserProfile profile, List<UserView.JourneyEvent> journey) {
        UserText page = new UserText();
        page.view(profile);
        page.window(profile, journey);
        return String.join(System.lineSeparator(), page.lines);
    }

    /** The outcome of an erasure or a resumption. */
    public static String of(RequestOutcome answer) {
        String done = answer.erased()
                ? "erased: the user's state and profile are deleted"
                : answer.resumed() ? "resumed" : "nothing to do: the engine stores nothing of this user to change";
        String later = answer.ignoring() ? "are ignored until --resume" : "are processed";
        return done + "; events from now on " + later + " (request " + answer.requestId() + ")";
    }

    /**
     * What an erasure leaves to do outside the engine.
     *
     * @param answer the outcome, with at least one receipt
     */
    public static String remaining(RequestOutcome answer) {
        UserReceipt receipt = answer.receipts().get(0);
        String user = receipt.getUserId().replace("'", "''");
        return String.join(
                System.lineSeparator(),
                "in sinks: the connector postgres-erasures deletes the user's rows; where it does not run, delete them:",
                "  delete from purchase_intents where user_id = '" + user + "' and event_time <= '"
                        + receipt.getRequestedAt() + "';",
                "  delete from session_outcomes where user_id = '" + user + "' and ended_at <= '"
                        + receipt.getRequestedAt() + "';",
                "in topics: records stay until their retention ends; docs/privacy.md lists them");
    }

    private void view(UserProfile profile) {
        add("user", profile.getUserId());
        lines.add(text(
                        "%-11s %.2f %s%s",
                        "intent",
                        profile.getIntent().getProbability(),
                        BandText.of(profile.getIntent().getBand()),
                        profile.getIntent().getDegraded() ? " (base rate: the model failed)" : "")
                .stripTrailing());
        add(
                "seen",
                JourneyLine.time(profile.getFirstSeen()) + " to " + JourneyLine.time(profile.getLastSeen()) + " UTC");
        add(
                "sessions",
                text(
                        "%d, the latest of %s over %s",
                        profile.getSessions(),
                        Plurals.of(profile.getCurrentSession().getEvents(), "event"),
                        duration(profile.getCurrentSession().getDurationMillis())));
        add("events", counts(profile.getLifetimeCounts()));
        add("last 24 h", counts(profile.getLast24HoursCounts()));
        add(
                "orders",
                text(
                        "%d%s",
                        profile.getOrders(),
                        profile.getLastPurchaseAt() == null
                                ? ""
                                : ", the latest " + JourneyLine.time(profile.getLastPurchaseAt())));
        add("spent", joined(profile.getMonetary(), UserText::spent));
        add("categories", joined(profile.getTopCategories(), UserText::affinity));
        add("brands", joined(profile.getTopBrands(), UserText::affinity));
        if (profile.getPriceBand() != null) {
            add(
                    "prices",
                    text(
                            "%s to %s, typically %s",
                            money(profile.getPriceBand().getLowMinor()),
                            money(profile.getPriceBand().getHighMinor()),
                            money(profile.getPriceBand().getTypicalMinor())));
        }
        add("channels", counts(profile.getChannels()));
        add("cart", joined(profile.getCart(), UserText::inCart));
        add("tags", joined(profile.getTags(), UserText::tag));
    }

    private void window(UserProfile profile, List<UserView.JourneyEvent> journey) {
        lines.add("");
        if (journey.isEmpty()) {
            lines.add("the latest events (UTC)");
            profile.getTrajectory()
                    .forEach(step -> event(
                            step.getEventTime(),
                            JourneyLine.of(step.getEventType(), step.getItemId(), step.getCategoryId())));
        } else {
            lines.add("the behaviour window (UTC), " + Plurals.of(journey.size(), "event")
                    + ", each with the score after it");
            journey.forEach(step -> event(
                    Instant.ofEpochMilli(step.event().time()),
                    JourneyLine.of(step.event(), step.probability(), step.band())));
        }
    }

    private void event(Instant time, String line) {
        lines.add(("  " + JourneyLine.time(time) + "  " + line).stripTrailing());
    }

    private void add(String name, String value) {
        if (!value.isEmpty()) {
            lines.add(SafeText.of(text("%-11s %s", name, value)));
        }
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(" · "));
    }

    private static <T> String joined(List<T> values, Function<T, String> words) {
        return values.stream().map(words).collect(Collectors.joining(" · "));
    }

    private static String spent(Monetary spent) {
        return text(
                "%s %s over %s, %s on average",
                money(spent.getTotalMinor()),
                spent.getCurrency(),
                Plurals.of(spent.getOrders(), "order"),
                money(spent.getAverageOrderMinor()));
    }

    private static String affinity(Affinity affinity) {
        return text("%s %.0f %%", affinity.getId(), affinity.getShare() * 100);
    }

    private static String inCart(CartItem item) {
        return text(
                "%d x %s%s",
                item.getQuantity(),
                item.getItemId(),
                item.getPriceMinor() == null ? "" : " at " + money(item.getPriceMinor()));
    }

    private static String tag(Tag tag) {
        return text("%s %.2f since %s", tag.getName(), tag.getWeight(), JourneyLine.time(tag.getSince()));
    }

    private static String money(long minor) {
        return text("%.2f", minor / 100.0);
    }

    private static String duration(long millis) {
        Duration duration = Duration.ofMillis(millis);
        return text("%d:%02d min", duration.toMinutes(), duration.toSecondsPart());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
