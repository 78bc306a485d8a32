package io.intentstream.benchmarks.contestant;

import io.intentstream.config.InputFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a contestant is told.
 *
 * @param bootstrap the broker
 * @param registry URL of the schema registry
 * @param input the topic to read
 * @param format how its events are written
 * @param run name of this run: the consumer group, and the prefix of the output topics
 * @param guarantee {@code exactly_once_v2} or {@code at_least_once}
 * @param commitMillis time between commits, or between checkpoints
 * @param threads stream threads, or the parallelism
 * @param bundle folder of the model bundle
 * @param folder an empty folder for local state
 * @param audiences a file of audiences, for the contestant that declares some; empty for the others
 * @param items an items bundle, for the contestant that writes recommendations; empty for the others
 * @param samples a file of {@link SampleResults}, for the contestant that computes no results
 */
public record Assignment(
        String bootstrap,
        String registry,
        String input,
        InputFormat format,
        String run,
        String guarantee,
        long commitMillis,
        int threads,
        Path bundle,
        Path folder,
        Optional<Path> audiences,
        Optional<Path> items,
        Path samples) {

    /** The command line of a contestant's process. */
    public List<String> toArguments() {
        return List.of(
                bootstrap,
                registry,
                input,
                format.id(),
                run,
                guarantee,
                Long.toString(commitMillis),
                Integer.toString(threads),
                bundle.toString(),
                folder.toString(),
                samples.toString(),
                audiences.map(Path::toString).orElse(""),
                items.map(Path::toString).orElse(""));
    }

    /** Parses the result of {@link #toArguments}. */
    public static Assignment of(String[] arguments) {
        return new Assignment(
                arguments[0],
                arguments[1],
                arguments[2],
                InputFormat.named(arguments[3]).orElseThrow(),
                arguments[4],
                arguments[5],
                Long.parseLong(arguments[6]),
                Integer.parseInt(arguments[7]),
                Path.of(arguments[8]),
                Path.of(arguments[9]),
                optional(arguments[11]),
                optional(arguments[12]),
                Path.of(arguments[10]));
    }

    private static Optional<Path> optional(String path) {
        return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
    }

    public String profiles() {
        return run + "-profiles";
    }

    public String intents() {
        return run + "-intents";
    }

    public String deadLetters() {
        return run + "-dlq";
    }

    public String audienceEvents() {
        return run + "-audience-events";
    }

    public String sessionOutcomes() {
        return run + "-session-outcomes";
    }

    public String recommendations() {
        return run + "-recommendations";
    }

    public boolean isExactlyOnce() {
        return guarantee.startsWith("exactly_once");
    }

    /** Settings of the serializers. */
    public Map<String, String> serdes() {
        return Map.of("schema.registry.url", registry);
    }
}
