package io.intentstream.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.cli.console.BandText;
import io.intentstream.cli.console.JourneyLine;
import io.intentstream.cli.console.Plurals;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.AudienceEventKind;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.Driver;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.stream.telemetry.ChangeCounters;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Formats events, intents and stories as aligned lines of text. */
final class DemoText {

    private static final DateTimeFormatter TIME = format("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_TIME = format("dd MMM HH:mm:ss");

    private DemoText() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** The current counts: events that were sent, and those whose result was read. */
    static String progress(long sent, long accounted, long expected, double eventsPerSecond, DemoSummary sofar) {
        String of = expected > 0 ? String.format(Locale.ROOT, " of %,d", expected) : "";
        return String.format(
                Locale.ROOT,
                "  sent %,d%s events, results read %,d  %,8.0f/s  p50 %,5.0f ms  p99 %,5.0f ms  %s  %s",
                sent,
                of,
                accounted,
                eventsPerSecond,
                sofar.latencyMillisP50(),
                sofar.latencyMillisP99(),
                Plurals.of(sofar.deadLetters(), "dead letter"),
                Plurals.of(sofar.users(), "user"));
    }

    /** The counts since live events began. */
    static String live(long sent, long accounted, double eventsPerSecond, DemoSummary sofar) {
        return String.format(
                Locale.ROOT,
                "  live: sent %s, results read %,d  %,.0f/s  p50 %,.0f ms  p99 %,.0f ms",
                Plurals.of(sent, "event"),
                accounted,
                eventsPerSecond,
                sofar.latencyMillisP50(),
                sofar.latencyMillisP99());
    }

    /** Why records became dead letters; empty when none did. */
    static List<String> deadLetters(Map<String, Long> byReason) {
        return byReason.entrySet().stream()
                .map(reason -> "  " + Plurals.of(reason.getValue(), "dead letter") + ": " + reason.getKey())
                .toList();
    }

    /** How many users entered and left some audiences, in the order given; empty when none of them is declared. */
    static List<String> audiences(List<String> shown, AudienceSet declared, ChangeCounters changes) {
        List<String> lines = new ArrayList<>();
        for (String name : shown) {
            if (declared.byName(name) != null) {
                long entered = changes.audienceEvents(name, AudienceEventKind.ENTERED);
                long left = changes.audienceEvents(name, AudienceEventKind.EXITED);
                lines.add(String.format(
                        Locale.ROOT,
                        "  audience %-16s %,7d entered  %,7d left  %,7d in it now",
                        name,
                        entered,
                        left,
                        entered - left));
            }
        }
        return lines;
    }

    /** Users whose journeys are worth a look, with the address of each. */
    static List<String> worthALook(List<UserJourneys.Notable> users, String page) {
        List<String> lines = new ArrayList<>();
        lines.add("Users worth a look:");
        for (UserJourneys.Notable user : users) {
            lines.add(String.format(
                            Locale.ROOT,
                            "  %-16s %-34s %s/#user=%s",
                            JourneyLine.shortened(user.userId(), 16),
                            user.reason(),
                            page,
                            URLEncoder.encode(user.userId(), UTF_8).replace("+", "%20"))
                    .stripTrailing());
        }
        return lines;
    }

    /** The heading of the strong intents. */
    static String highlightsHeading() {
        return "  strongest intents (event time, UTC)";
    }

    /** A strong intent, and the event that raised it most. */
    static String highlight(PurchaseIntent intent) {
        String driver = intent.getDrivers().stream()
                .filter(candidate -> candidate.getLogOddsChange() > 0)
                .findFirst()
                .map(DemoText::driver)
                .orElse("");
        return String.format(
                        Locale.ROOT,
                        "  %s  %-16s %s %.2f  %+.2f  %s",
                        DAY_AND_TIME.format(intent.getEventTime()),
                        JourneyLine.shortened(intent.getUserId(), 16),
                        BandText.of(intent.getBand()),
                        intent.getProbability(),
                        intent.getChange(),
                        driver)
                .stripTrailing();
    }

    private static String driver(Driver driver) {
        String item = driver.getItemId() == null ? "" : " " + JourneyLine.shortened(driver.getItemId(), 14);
        return JourneyLine.words(driver.getEventType()) + item;
    }

    /** A user's story: a heading, then one line per chapter. */
    static List<String> story(UserJourneys.Story story, boolean simulated) {
        List<String> lines = new ArrayList<>();
        Instant first = story.chapters().get(0).event().getEventTime();
        lines.add(String.format(
                Locale.ROOT,
                "The story of %s%s, %s (UTC), %d of %s",
                JourneyLine.shortened(story.userId(), 40),
                simulated ? " (simulated)" : "",
                first.atZone(ZoneOffset.UTC).toLocalDate(),
                story.chapters().size(),
                Plurals.of(story.events(), "event")));
        lines.add("");
        story.chapters().forEach(chapter -> lines.add(chapter(chapter)));
        return lines;
    }

    private static String chapter(UserJourneys.JourneyStep chapter) {
        ClickEvent event = chapter.event();
        PurchaseIntent intent = chapter.intent();
        String line = JourneyLine.of(WindowEvent.of(event, List.of()), intent.getProbability(), intent.getBand());
        return ("  " + TIME.format(event.getEventTime()) + "  " + line).stripTrailing();
    }
}
