package io.intentstream.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A type of setting: how its text is parsed, and how an error message describes what is allowed.
 *
 * @param name what the reference page calls it
 * @param allowed the allowed values, in words
 * @param parser returns the value, or throws an {@link IllegalArgumentException} when the text is not allowed
 */
record SettingType<T>(String name, String allowed, Function<String, T> parser) {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB)?");
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private static final int LONGEST_PREFIX = 249 - "-ignored-users-changelog".length();

    static SettingType<String> text() {
        return new SettingType<>("text", "any text that is not empty", text -> {
            check(!text.isEmpty());
            return text;
        });
    }

    /** A text that never appears in logs, messages or {@code toString}. */
    static SettingType<String> secret() {
        return new SettingType<>("secret", "any text that is not empty", text().parser());
    }

    /** Texts that never appear anywhere, without commas. */
    static SettingType<List<String>> secrets() {
        return new SettingType<>("secrets", "one or more texts, separated by commas", text -> {
            List<String> all = Stream.of(text.split(",", -1)).map(String::strip).toList();
            check(all.stream().noneMatch(String::isEmpty));
            return all;
        });
    }

    static SettingType<String> topic() {
        return new SettingType<>(
                "topic", "a topic name: up to 249 letters, digits, '.', '_' and '-'", SettingType::parseTopic);
    }

    /** The beginning of the names of Kafka Streams' own topics, which leaves room for their ends. */
    static SettingType<String> topicPrefix() {
        return new SettingType<>("text", "up to " + LONGEST_PREFIX + " letters, digits, '.', '_' and '-'", text -> {
            check(text.length() <= LONGEST_PREFIX);
            return parseTopic(text);
        });
    }

    /** A topic, or the word none. */
    static SettingType<Optional<String>> topicOrNone() {
        return new SettingType<>(
                "topic or none",
                topic().allowed() + ", or none",
                text -> text.equals("none") ? Optional.empty() : Optional.of(parseTopic(text)));
    }

    static SettingType<Optional<Duration>> durationOrNone(Duration least, Duration most) {
        SettingType<Duration> duration = duration(least, most);
        return new SettingType<>(
                "duration or none",
                duration.allowed() + ", or none",
                text -> text.equals("none")
                        ? Optional.empty()
                        : Optional.of(duration.parser().apply(text)));
    }

    static SettingType<List<String>> topics() {
        return new SettingType<>("list of topics", "one or more different topic names, separated by commas", text -> {
            List<String> topics = Arrays.stream(text.split(",", -1))
                    .map(String::trim)
                    .map(SettingType::parseTopic)
                    .toList();
            check(topics.stream().distinct().count() == topics.size());
            return topics;
        });
    }

    static SettingType<Boolean> bool() {
        return new SettingType<>("boolean", "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    static SettingType<Integer> integer(int least, int most) {
        return new SettingType<>("integer", "a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            check(number >= least && number <= most);
            return number;
        });
    }

    /** A number of bytes, with or without a unit. */
    static SettingType<Long> size(long least) {
        return new SettingType<>("size", "bytes, such as 67108864 or 64MiB, at least " + least, text -> {
            Matcher matcher = SIZE.matcher(text);
            check(matcher.matches());
            String unit = matcher.group(2) == null ? "B" : matcher.group(2);
            long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), BYTES.get(unit));
            check(bytes >= least);
            return bytes;
        });
    }

    static SettingType<Duration> duration(Duration least, Duration most) {
        return new SettingType<>(
                "duration", "a duration such as 30m, 2h, 7d or PT30M, from " + least + " to " + most, text -> {
                    Duration duration = Durations.parse(text);
                    check(duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
                    return duration;
                });
    }

    static SettingType<Path> path() {
        return new SettingType<>("path", "a path in the file system", text -> {
            check(!text.isEmpty());
            return Path.of(text);
        });
    }

    /** The address of an HTTP server: scheme, host and port, and no path. */
    static SettingType<URI> httpUrl() {
        return new SettingType<>("URL", "http or https, a host and a port, such as https://engine-1:8090", text -> {
            URI url = URI.create(text.replaceFirst("/$", ""));
            check(url.getScheme() != null && url.getScheme().matches("https?"));
            check(url.getHost() != null && url.getPort() > 0 && url.getPort() < 65_536);
            check(url.equals(URI.create(url.getScheme() + "://" + url.getHost() + ":" + url.getPort())));
            return url;
        });
    }

    /** Web origins as browsers send them: scheme, host and port, without a path. */
    static SettingType<List<String>> origins() {
        return new SettingType<>(
                "list of origins", "none, or origins such as https://crm.example:8443, separated by commas", text -> {
                    if (text.equals("none")) {
                        return List.of();
                    }
                    List<String> origins =
                            Stream.of(text.split(",", -1)).map(String::strip).toList();
                    check(origins.stream().allMatch(origin -> origin.matches("https?://[^/\\s*@?#,]+")));
                    return origins.stream()
                            .map(origin -> origin.toLowerCase(Locale.ROOT))
                            .toList();
                });
    }

    /** One of these words. */
    static SettingType<String> oneOf(String... words) {
        return new SettingType<>("choice", String.join(" or ", words), text -> {
            check(List.of(words).contains(text));
            return text;
        });
    }

    static SettingType<String> twoClasses() {
        return new SettingType<>("classes", "the names of two classes, separated by a comma", text -> {
            check(text.matches("[\\w.$]+\\s*,\\s*[\\w.$]+"));
            return text;
        });
    }

    /** One of an enum's constants, in lower case. */
    static <E extends Enum<E>> SettingType<E> oneOf(Class<E> type) {
        Map<String, E> byWord = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            byWord.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return new SettingType<>("choice", String.join(" or ", byWord.keySet()), text -> {
            check(byWord.containsKey(text));
            return byWord.get(text);
        });
    }

    static SettingType<InputFormat> inputFormat() {
        String ids = Arrays.stream(InputFormat.values()).map(InputFormat::id).collect(Collectors.joining(" or "));
        return new SettingType<>(
                "format", ids, text -> InputFormat.named(text).orElseThrow(IllegalArgumentException::new));
    }

    /** Whether values must not be shown. */
    boolean isSecret() {
        return name.startsWith("secret");
    }

    private static String parseTopic(String text) {
        check(text.matches("[A-Za-z0-9._-]{1,249}") && !text.equals(".") && !text.equals(".."));
        return text;
    }

    private static void check(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException();
        }
    }
}
