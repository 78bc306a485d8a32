package io.intentstream.cli.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.cli.console.Plurals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The result of a demo, measured by readers that see only committed records.
 *
 * @param eventsIn records in the input topic
 * @param intentsOut intents read
 * @param profilesOut profiles read, tombstones not counted
 * @param deadLetters dead letters read
 * @param duplicates events that the engine recognised as sent before
 * @param users distinct users in the intents
 * @param eventsPerSecond accounted events, divided by the time from sending the first to accounting for the last
 * @param latencyMillisP50 median time from sending an event to reading its intent
 * @param latencyMillisP99 99th percentile of the same
 */
@JsonPropertyOrder({
    "eventsIn",
    "intentsOut",
    "profilesOut",
    "deadLetters",
    "duplicates",
    "users",
    "eventsPerSecond",
    "latencyMillisP50",
    "latencyMillisP99"
})
record DemoSummary(
        long eventsIn,
        long intentsOut,
        long profilesOut,
        long deadLetters,
        long duplicates,
        long users,
        double eventsPerSecond,
        double latencyMillisP50,
        double latencyMillisP99) {

    /** The summary for people: what was counted, and how fast it was. */
    List<String> lines() {
        return List.of(
                String.join(
                        " · ",
                        Plurals.of(eventsIn, "event") + " in the topic",
                        Plurals.of(intentsOut, "intent") + " and " + Plurals.of(profilesOut, "profile") + " read",
                        Plurals.of(deadLetters, "dead letter"),
                        Plurals.of(duplicates, "duplicate"),
                        Plurals.of(users, "user") + " with an intent"),
                String.format(
                        Locale.ROOT,
                        "%,.0f events/s · from sending an event to reading its intent: p50 %,.0f ms, p99 %,.0f ms",
                        eventsPerSecond,
                        latencyMillisP50,
                        latencyMillisP99));
    }

    /** Writes the summary as one JSON object. */
    void write(Path file) throws IOException {
        Files.writeString(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }
}
