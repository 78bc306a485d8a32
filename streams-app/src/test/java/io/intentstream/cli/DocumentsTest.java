package io.intentstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.AppConfig;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Commands, options, settings, metrics, files and headings that the documents mention must exist. */
class DocumentsTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern COMMAND = Pattern.compile("\\./intentstream ([a-z][^\\n`]*(?:\\\\\\n[^\\n`]*)*)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern SETTINGS = Pattern.compile("(?s)```properties\\n(.*?)```");
    private static final Pattern METRIC = Pattern.compile("\\bintentstream_[a-z_]+\\b");
    private static final Pattern METRIC_IN_TABLE = Pattern.compile("\\| `(intentstream_\\w+)` \\|");

    /** Every document written by hand. Model reports are tested with the commands that write them. */
    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(REPOSITORY.resolve("docs"));
                Stream<Path> top = Files.list(REPOSITORY)) {
            return Stream.concat(
                    Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")),
                    Stream.of("model-artifacts/README.md", "schemas/README.md").map(REPOSITORY::resolve))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Stream<MatchResult> found(Pattern pattern) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path document : documents().toList()) {
            all.append(Files.readString(document)).append('\n');
        }
        return pattern.matcher(all).results();
    }

    static Stream<String> commandsInDocuments() throws IOException {
        return found(COMMAND)
                .map(command -> command.group(1).replace("\\\n", " "))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commandsInDocuments")
    void shouldShowOnlyExistingCommandsAndOptions(String command) {
        // Given
        String[] words = command.split("#|\\||>|&")[0].trim().split("\\s+");

        // When
        CommandLine named = commandOf(words);

        // Then
        assertThat(named).as("command " + words[0]).isNotNull();
        assertThat(Arrays.stream(words).filter(word -> word.startsWith("-")).map(word -> word.split("=")[0]))
                .allSatisfy(option -> assertThat(named.getCommandSpec().findOption(option))
                        .as("option " + option + " of " + words[0])
                        .isNotNull());
    }

    /** The command, or the subcommand, that the words begin with; null when there is none. */
    private static @Nullable CommandLine commandOf(String[] words) {
        CommandLine command = Main.commandLine().getSubcommands().get(words[0]);
        CommandLine sub = command == null || words.length < 2
                ? null
                : command.getSubcommands().get(words[1]);
        return sub == null ? command : sub;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldLinkOnlyToExistingTargets(Path document) throws IOException {
        // Given
        List<String> links = LINK.matcher(Files.readString(document))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("(https?|mailto):.*"))
                .toList();

        // When / Then
        for (String link : links) {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
            assertThat(target).as(link).exists();
            if (parts.length == 2) {
                assertThat(anchors(Files.readString(target))).as(link).contains(parts[1]);
            }
        }
    }

    /** The anchors that Markdown renderers create for a document's headings. */
    private static Set<String> anchors(String markdown) {
        return Pattern.compile("(?m)^#+ (.*)$")
                .matcher(markdown)
                .results()
                .map(heading -> heading.group(1)
                        .trim()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    static Stream<String> settingsInDocuments() throws IOException {
        return found(SETTINGS).map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("settingsInDocuments")
    void shouldShowOnlyValidSettings(String block) throws IOException {
        // Given
        Properties shown = new Properties();
        shown.load(new StringReader(block));
        Map<String, String> settings = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:9092"));
        shown.forEach((key, value) -> settings.put(key.toString(), value.toString()));

        // When
        AppConfig config = AppConfig.of(settings);

        // Then
        assertThat(config).as("a key that nobody knows is an error").isNotNull();
    }

    @Test
    void shouldMentionOnlyListedMetrics() throws IOException {
        // Given
        Set<String> listed = METRIC_IN_TABLE
                .matcher(Files.readString(REPOSITORY.resolve("docs/metrics.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());

        // When
        Set<String> named = found(METRIC).map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(listed).isNotEmpty();
        assertThat(named)
                .allSatisfy(metric -> assertThat(listed)
                        .anyMatch(known -> metric.equals(known) || metric.matches(known + "_(bucket|count|sum)")));
    }
}
