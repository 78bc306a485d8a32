package io.intentstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Commands in the documents must exist as they are written there. */
class DocumentsTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final List<String> DOCUMENTS = List.of(
            "README.md",
            "PERFORMANCE.md",
            "CHANGELOG.md",
            "docs/replay.md",
            "docs/operations.md",
            "docs/deployment.md",
            "docs/privacy.md",
            "docs/security.md",
            "model-artifacts/README.md");
    private static final Pattern COMMAND = Pattern.compile("\\./intentstream ([a-z][^\\n`]*(?:\\\\\\n[^\\n`]*)*)");

    static Stream<String> commandsInDocuments() throws IOException {
        Stream.Builder<String> commands = Stream.builder();
        for (String document : DOCUMENTS) {
            Matcher matcher = COMMAND.matcher(Files.readString(REPOSITORY.resolve(document)));
            while (matcher.find()) {
                commands.add(matcher.group(1).replace("\\\n", " "));
            }
        }
        return commands.build().distinct();
    }

    @ParameterizedTest
    @MethodSource("commandsInDocuments")
    void shouldShowOnlyCommandsAndOptionsThatExist(String command) {
        // Given
        String[] words = command.split("#|\\||>|&")[0].trim().split("\\s+");
        Map<String, CommandLine> commands = Main.commandLine().getSubcommands();

        // When
        CommandLine named = commands.get(words[0]);

        // Then
        assertThat(named).as("command " + words[0]).isNotNull();
        assertThat(Arrays.stream(words).filter(word -> word.startsWith("-")).map(word -> word.split("=")[0]))
                .allSatisfy(option -> assertThat(named.getCommandSpec().findOption(option))
                        .as("option " + option + " of " + words[0])
                        .isNotNull());
    }
}
