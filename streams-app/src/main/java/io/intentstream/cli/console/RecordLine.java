package io.intentstream.cli.console;

import io.intentstream.schema.Affinity;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Tag;
import io.intentstream.schema.UserProfile;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Formats a profile or an intent as one line of a table that is printed as records arrive. */
public final class RecordLine {

    private static final String BEGINNING = "%-19s  %-20s  ";
    private static final int USER_WIDTH = 20;

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

    /**
     * A record's line.
     *
     * @throws CommandFailed when it is no profile and no intent
     */
    public static String of(SpecificRecord record) {
        if (record instanceof PurchaseIntent intent) {
            return of(intent);
        }
        if (record instanceof UserProfile profile) {
            return of(profile);
        }
        throw new CommandFailed(
                ExitCode.FAILED,
                "a record is neither a profile nor an intent but a "
                        + record.getSchema().getFullName() + ": is the topic of the settings right?");
    }

    /** The line of a user whose profile was deleted. */
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

    private static String beginning(Instant time, String userId) {
        return String.format(BEGINNING, JourneyLine.time(time), JourneyLine.shortened(userId, USER_WIDTH));
    }
}
