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
 * What came of a comparison, as Markdown, JSON and a plot.
 *
 * @param conditions on what and how it was measured, by name
 * @param measurements all rounds of all contestants
 */
record Report(Map<String, String> conditions, List<Measurement> measurements) {
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
        return text.toString();
    }

    private String row(Key key, List<Measurement> rounds) {
        Spread rate = Spread.of(rounds, Measurement::eventsPerSecond);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                key.guarantee,
                key.contestant,
                rate.text(0),
                ratio(key, rate.median()),
                Spread.of(rounds, Measurement::cpuMicrosPerEvent).text(1),
                Spread.of(rounds, Measurement::changelogBytesPerEvent).text(0),
                Spread.of(rounds, Measurement::outputBytesPerEvent).text(0),
                Spread.of(rounds, m -> m.stateBytes() / MEBI).text(1),
                Spread.of(rounds, m -> m.heapBytes() / MEBI).text(0),
                Spread.of(rounds, m -> m.rssBytes() / MEBI).text(0),
                Spread.of(rounds, Measurement::startSeconds).text(1));
    }

    private String ratio(Key key, double rate) {
        List<Measurement> own = byContestant().get(new Key(key.guarantee, Contestant.INTENTSTREAM.id()));
        return own == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2f",
                        rate / Spread.of(own, Measurement::eventsPerSecond).median());
    }

    private BarPlot plot() {
        List<BarPlot.Bar> bars = new ArrayList<>();
        byContestant()
                .forEach((key, rounds) -> bars.add(new BarPlot.Bar(
                        key.contestant + ", " + key.guarantee, Spread.of(rounds, Measurement::eventsPerSecond))));
        return new BarPlot("events per second", bars);
    }

    private record Key(String guarantee, String contestant) {}

    private Map<Key, List<Measurement>> byContestant() {
        return measurements.stream()
                .collect(Collectors.groupingBy(
                        m -> new Key(m.guarantee(), m.contestant()), LinkedHashMap::new, Collectors.toList()));
    }
}
