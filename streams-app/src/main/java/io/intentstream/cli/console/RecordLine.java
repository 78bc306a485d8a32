package io.intentstream.cli.console;

import io.intentstream.schema.Affinity;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.AudienceEventKind;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.RecommendationTrigger;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.RecommendedItem;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.Tag;
import io.intentstream.schema.UserProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Formats a result as one line of a table that is printed as records arrive. */
public final class RecordLine {

    private static final String BEGINNING = "%-19s  %-20s  ";
    private static final int USER_WIDTH = 20;

    private static final int MOST_PRODUCTS = 5;

    private RecordLine() {}

    /** The heads of the columns of intents. */
    public static String headOfIntents() {
        return String.format(
                BEGINNING + "%s  %5s %-6s %6s", "event time (UTC)", "user", JourneyLine.head(), "score", "", "change");
    }

    /** The heads of the columns of profiles. */
    public static String headOfProfiles() {
        return String.format(
                BEGINNING + "%-5s %-6s %8s  %8s  %s",
                "last seen (UTC)",
                "user",
                "score",
                "",
                "events",
                "sessions",
                "likes; tags");
    }

    /** The heads of the columns of audience events. */
    public static String headOfAudienceEvents() {
        return String.format(BEGINNING + "%s", "event time (UTC)", "user", "what happened, and why");
    }

    /** The heads of the columns of session outcomes. */
    public static String headOfSessionOutcomes() {
        return String.format(
                BEGINNING + "%7s  %6s  %5s  %s",
                "started (UTC)",
                "user",
                "minutes",
                "events",
                "score",
                "what came of it");
    }

    /** The heads of the columns of recommendations. */
    public static String headOfRecommendations() {
        return String.format(BEGINNING + "%-12s  %s", "event time (UTC)", "user", "after", "products, the best first");
    }

    /**
     * A record's line.
     *
     * @throws CommandFailed when it is no result
     */
    public static String of(SpecificRecord record) {
        if (record instanceof PurchaseIntent intent) {
            return of(intent);
        }
        if (record instanceof UserProfile profile) {
            return of(profile);
        }
        if (record instanceof AudienceEvent change) {
            return of(change);
        }
        if (record instanceof SessionOutcome session) {
            return of(session);
        }
        if (record instanceof Recommendations list) {
            return of(list);
        }
        throw new CommandFailed(
                ExitCode.FAILED,
                "a record is no result but a " + record.getSchema().getFullName()
                        + ": is the topic of the settings right?");
    }

    /** The line of a user whose profile or recommendations were deleted. */
    public static String tombstone(Instant time, String userId) {
        return beginning(time, userId) + "deleted: expired or erased";
    }

    private static String of(PurchaseIntent intent) {
        return String.format(
                Locale.ROOT,
                "%s%s  %5.2f %s %+6.2f",
                beginning(intent.getEventTime(), intent.getUserId()),
                JourneyLine.of(intent.getEventType(), intent.getItemId(), intent.getCategoryId()),
                intent.getProbability(),
                BandText.of(intent.getBand()),
                hundredths(intent.getChange()));
    }

    /** Rounded, so that a small loss is not shown as -0.00. */
    private static double hundredths(double change) {
        return Math.round(change * 100) / 100.0;
    }

    private static String of(UserProfile profile) {
        String likes = profile.getTopCategories().stream().map(Affinity::getId).collect(Collectors.joining(", "));
        String tags = profile.getTags().stream().map(Tag::getName).collect(Collectors.joining(", "));
        return String.format(
                        Locale.ROOT,
                        "%s%5.2f %s %,8d  %,8d  %s",
                        beginning(profile.getLastSeen(), profile.getUserId()),
                        profile.getIntent().getProbability(),
                        BandText.of(profile.getIntent().getBand()),
                        profile.getLifetimeCounts().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        profile.getSessions(),
                        SafeText.of(tags.isEmpty() ? likes : likes + "; " + tags))
                .stripTrailing();
    }

    private static String of(AudienceEvent change) {
        boolean in = change.getKind() == AudienceEventKind.ENTERED;
        String stay = change.getMemberSince() == null
                ? ""
                : " after " + inWords(Duration.between(change.getMemberSince(), change.getEventTime()));
        String values = change.getValues().entrySet().stream()
                .map(value -> value.getKey() + " = " + value.getValue())
                .collect(Collectors.joining(", "));
        return beginning(change.getEventTime(), change.getUserId())
                + SafeText.of((in ? "entered " : "left ") + change.getAudience() + stay + ", " + why(change)
                        + (values.isEmpty() ? "" : ": " + values));
    }

    private static String why(AudienceEvent change) {
        String correction = change.getLate() ? " that came late" : "";
        return switch (change.getCause()) {
            case EVENT -> "by an event" + correction;
            case TIME -> "as time passed";
            case DEFINITION -> "by a new definition";
            case ERASED -> "because the user was erased";
            case EXPIRED -> "because the user expired";
            case OTHER -> "for a reason that this release does not know";
        };
    }

    private static String of(SessionOutcome session) {
        double minutes =
                Duration.between(session.getStartedAt(), session.getEndedAt()).toSeconds() / 60.0;
        String score = session.getHighestProbability() == null
                ? ""
                : String.format(Locale.ROOT, "%.2f", session.getHighestProbability());
        return String.format(
                Locale.ROOT,
                "%s%7.1f  %,6d  %5s  %s",
                beginning(session.getStartedAt(), session.getUserId()),
                minutes,
                session.getEvents(),
                score,
                SafeText.of(cameOf(session)));
    }

    private static String cameOf(SessionOutcome session) {
        String result = "left without a cart";
        if (session.getBought()) {
            result = "bought for " + money(session.getOrderValueMinor(), session.getCurrency());
        } else if (session.getCartItems() > 0) {
            result = "left " + Plurals.of(session.getCartItems(), "product") + " in the cart";
        }
        String channel = session.getEntryChannel() == null ? "" : ", came by " + session.getEntryChannel();
        return result + channel + (session.getLate() ? " (replaces an earlier record)" : "");
    }

    private static String money(long minor, @Nullable String currency) {
        return currency == null
                ? String.format(Locale.ROOT, "%,d in minor units", minor)
                : String.format(Locale.ROOT, "%,.2f %s", minor / 100.0, currency);
    }

    private static String of(Recommendations list) {
        String items = list.getItems().stream()
                .limit(MOST_PRODUCTS)
                .map(RecordLine::product)
                .collect(Collectors.joining(", "));
        int more = list.getItems().size() - MOST_PRODUCTS;
        return String.format(
                        Locale.ROOT,
                        "%s%-12s  %s%s",
                        beginning(list.getEventTime(), list.getUserId()),
                        inWords(list.getTrigger()),
                        SafeText.of(items.isEmpty() ? "nothing to recommend" : items),
                        more > 0 ? String.format(Locale.ROOT, " and %d more", more) : "")
                .stripTrailing();
    }

    private static String product(RecommendedItem item) {
        String reason = item.getReason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return item.getItemId() + " (" + reason + ")";
    }

    private static String inWords(RecommendationTrigger trigger) {
        return switch (trigger) {
            case SESSION_START -> "start";
            case ADD_TO_CART -> "cart";
            case ADD_TO_WISHLIST -> "wishlist";
            case PURCHASE -> "purchase";
            case FURTHER_EVENTS -> "more events";
            case OTHER -> "other";
        };
    }

    /** A length of time in its largest unit: {@code 42 s}, {@code 5 min}, {@code 3 h}, {@code 12 days}. */
    static String inWords(Duration length) {
        long seconds = length.toSeconds();
        if (seconds < 90) {
            return seconds + " s";
        }
        if (seconds < 90 * 60) {
            return Math.round(seconds / 60.0) + " min";
        }
        return seconds < 48 * 3600 ? Math.round(seconds / 3600.0) + " h" : Math.round(seconds / 86_400.0) + " days";
    }

    private static String beginning(Instant time, String userId) {
        return String.format(BEGINNING, JourneyLine.time(time), JourneyLine.shortened(userId, USER_WIDTH));
    }
}
