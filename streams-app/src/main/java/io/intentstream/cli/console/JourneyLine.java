package io.intentstream.cli.console;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.EventType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats an event and the score after it as one aligned line: what the user did, with what, and a bar of the probability. */
public final class JourneyLine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int ABOUT_WIDTH = 24;
    private static final int BAR_WIDTH = 20;

    private JourneyLine() {}

    /**
     * An event with its score.
     *
     * @param probability after the event, 0 to 1
     */
    public static String of(WindowEvent event, double probability, Band band) {
        String bar = "█".repeat((int) Math.round(probability * BAR_WIDTH));
        return String.format(
                Locale.ROOT,
                "%s %.2f %-" + BAR_WIDTH + "s %s",
                of(event),
                probability,
                bar,
                band == Band.LOW ? "" : BandText.of(band));
    }

    private static String of(WindowEvent event) {
        return event.hasItems()
                ? columns(words(event.type()), basket(event))
                : of(event.type(), event.itemId(), event.categoryId());
    }

    /** Several products, such as {@code 5 products · 218.30 EUR}. */
    private static String basket(WindowEvent event) {
        String products = Plurals.of(event.itemCount(), "product");
        String currency = event.currency() == null ? "" : " " + event.currency();
        return event.valueMinor() < 0
                ? products
                : shortened(
                        String.format(Locale.ROOT, "%s · %.2f%s", products, event.valueMinor() / 100.0, currency),
                        ABOUT_WIDTH);
    }

    /** An event without a score. */
    public static String of(EventType type, @Nullable String itemId, @Nullable String categoryId) {
        return columns(words(type), about(itemId, categoryId));
    }

    /** The heads of the columns of an event without a score. */
    static String head() {
        return columns("event", "product or category");
    }

    private static String columns(String event, String about) {
        return String.format("%-18s %-" + ABOUT_WIDTH + "s", event, about);
    }

    /** A time to the second, in UTC. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** An event's type in words, such as {@code add to cart}. */
    public static String words(EventType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A text of an event, safe for a terminal and no longer than {@code most} characters. */
    public static String shortened(String text, int most) {
        String safe = SafeText.of(text);
        return safe.codePointCount(0, safe.length()) <= most
                ? safe
                : safe.substring(0, safe.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static String about(@Nullable String itemId, @Nullable String categoryId) {
        if (itemId == null) {
            return categoryId == null ? "" : shortened(categoryId, ABOUT_WIDTH);
        }
        return shortened(categoryId == null ? itemId : itemId + " · " + categoryId, ABOUT_WIDTH);
    }
}
