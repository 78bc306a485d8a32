package io.intentstream.benchmarks.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The results of a comparison, as Markdown, JSON and a plot.
 *
 * @param conditions machine, events and settings, by name
 * @param measurements all rounds of all contestants
 * @param latencies at steady rates
 * @param restores of lost local state
 */
record Report(
        Map<String, String> conditions,
        List<RateMeasurement> measurements,
        List<Latency> latencies,
        List<Restore> restores) {
    private static final double MEBI = 1 << 20;

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("comparison.md"), markdown());
        Files.writeString(folder.resolve("comparison.svg"), plot().toSvg());
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(folder.resolve("comparison.json").toFile(), this);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        conditions.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        text.append("\nMedian of the rounds (lowest–highest).\n\n");
        text.append("| guarantee | contestant | events/s | × intentstream | CPU µs/event | changelog B/event"
                + " | output B/event | state MiB | heap MiB | RSS MiB | start s |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|\n");
        byContestant().forEach((key, rounds) -> text.append(row(key, rounds)));
        if (!latencies.isEmpty()) {
            text.append("\nLatency from when an event was due to when its intent was read.\n\n"
                    + "| guarantee | contestant | load | events/s | p50 ms | p99 ms | p99.9 ms | hot key p99 ms |\n"
                    + "|---|---|---|---|---|---|---|---|\n");
            latencies.forEach(latency -> text.append(row(latency)));
        }
        if (!restores.isEmpty()) {
            text.append("\nRestore of intentstream's state after the loss of its folder.\n\n"
                    + "| guarantee | records | MiB | users | state B/user | restore s | start without s | plain consumer s |\n"
                    + "|---|---|---|---|---|---|---|---|\n");
            restores.forEach(restore -> text.append(row(restore)));
        }
        return text.toString();
    }

    private static String row(Latency latency) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %,.0f | %,.1f | %,.1f | %,.1f | %s |%n",
                latency.guarantee(),
                latency.contestant(),
                latency.load() == 0 ? "rate of intentstream" : Math.round(100 * latency.load()) + " %",
                latency.rate(),
                latency.p50Millis(),
                latency.p99Millis(),
                latency.p999Millis(),
                latency.botP99Millis() < 0 ? "" : String.format(Locale.ROOT, "%,.1f", latency.botP99Millis()));
    }

    private static String row(Restore restore) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f | %,d | %,.0f | %.2f | %.2f | %.2f |%n",
                restore.guarantee(),
                restore.records(),
                restore.bytes() / MEBI,
                restore.users(),
                restore.stateBytesPerUser(),
                restore.restoreSeconds(),
                restore.emptyStartSeconds(),
                restore.readSeconds());
    }

    private String row(ReportKey key, List<RateMeasurement> rounds) {
        Spread rate = Spread.of(rounds, RateMeasurement::eventsPerSecond);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                key.guarantee,
                key.contestant,
                rate.text(0),
                ratio(key, rate.median()),
                Spread.of(rounds, RateMeasurement::cpuMicrosPerEvent).text(1),
                Spread.of(rounds, RateMeasurement::changelogBytesPerEvent).text(0),
                Spread.of(rounds, RateMeasurement::outputBytesPerEvent).text(0),
                Spread.of(rounds, m -> m.stateBytes() / MEBI).text(1),
                Spread.of(rounds, m -> m.heapBytes() / MEBI).text(0),
                Spread.of(rounds, m -> m.rssBytes() / MEBI).text(0),
                Spread.of(rounds, RateMeasurement::startSeconds).text(1));
    }

    private String ratio(ReportKey key, double rate) {
        List<RateMeasurement> own = byContestant().get(new ReportKey(key.guarantee, Contestant.INTENTSTREAM.id()));
        return own == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2f",
                        rate / Spread.of(own, RateMeasurement::eventsPerSecond).median());
    }

    private BarPlot plot() {
        List<BarPlot.Bar> bars = new ArrayList<>();
        byContestant()
                .forEach((key, rounds) -> bars.add(new BarPlot.Bar(
                        key.contestant + ", " + key.guarantee, Spread.of(rounds, RateMeasurement::eventsPerSecond))));
        return new BarPlot("events per second", bars);
    }

    private record ReportKey(String guarantee, String contestant) {}

    private Map<ReportKey, List<RateMeasurement>> byContestant() {
        return measurements.stream()
                .collect(Collectors.groupingBy(
                        m -> new ReportKey(m.guarantee(), m.contestant()), LinkedHashMap::new, Collectors.toList()));
    }
}
