package io.intentstream.offline.audience;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What audiences would have been on past events.
 *
 * @param users users with an event
 * @param audiences in the order of the file
 * @param overlaps pairs of audiences with common members, the largest share first
 */
public record AudiencePreview(long users, List<Finding> audiences, List<Overlap> overlaps) {

    /**
     * What an audience would have been.
     *
     * @param name its name
     * @param users users who were in it at any time
     * @param entered how often a user entered
     * @param left how often a user left
     * @param members users in it at the end
     * @param medianStayMillis median length of the stays that have ended; null when none has
     * @param purchases what followed its entries
     * @param days one for each UTC day of the recording
     */
    public record Finding(
            String name,
            long users,
            long entered,
            long left,
            long members,
            @Nullable Long medianStayMillis,
            Purchases purchases,
            List<Day> days) {}

    /**
     * A UTC day of an audience.
     *
     * @param date the day
     * @param members users in it at the end of the day, or of the recording
     * @param entered how often a user entered on that day
     * @param left how often a user left
     */
    public record Day(
            @JsonSerialize(using = ToStringSerializer.class) LocalDate date, long members, long entered, long left) {}

    /**
     * Whether users buy within 24 hours of entering, against everybody. Entries of the recording's last 24 hours are left out:
     * what followed them is not known.
     *
     * @param entries entries that count
     * @param bought entries after which the user bought within 24 hours; a purchase at the moment of entering is not after it
     * @param share {@code bought} of {@code entries}; null without entries
     * @param everybody the same share for all users who were active on the days of the entries, each from the first event of the
     *     day on; a day counts as often as it has entries; null where nobody was active
     */
    public record Purchases(
            long entries,
            long bought,
            @Nullable Double share,
            @Nullable Double everybody) {

        /** How many times as often as everybody; null when that is not known. */
        @JsonProperty
        public @Nullable Double lift() {
            return share == null || everybody == null || everybody == 0 ? null : share / everybody;
        }
    }

    /**
     * Two audiences with common members.
     *
     * @param smaller the one that fewer users were in
     * @param larger the other one
     * @param users users who were in both at the same time, at least once
     * @param share share of these users in all who were in the smaller one
     */
    public record Overlap(String smaller, String larger, long users, double share) {}
}
