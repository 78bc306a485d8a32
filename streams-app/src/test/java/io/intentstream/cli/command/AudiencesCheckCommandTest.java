package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.CommandRun;
import io.intentstream.core.audience.AudienceSetReader;
import io.intentstream.core.condition.Variable;
import io.intentstream.core.state.TagRule;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudiencesCheckCommandTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "audiences.md");

    @TempDir
    private Path folder;

    @Test
    void shouldTellWhatEachAudienceMeans() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("a.yaml"), """
                audiences:
                  - name: left
                    description: Has left.
                    when: |
                      since(lastSeen) >= duration("1h")
                        && audience("buyers")
                    until: sessions > 9
                    reenter-after: 36h
                  - name: buyers
                    when: orders > 0
                """);

        // When
        CommandRun run = CommandRun.of("audiences", "check", file.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().replaceAll("\\d+ ns", "N ns").replaceAll("[0-9a-f]{8}", "HASH"))
                .isEqualTo("""
                        buyers
                          enters when     orders > 0
                          leaves when     it no longer holds
                          moves with time no: only events change it
                          definition      HASH, N ns per event

                        left
                          Has left.
                          enters when     since(lastSeen) >= duration("1h")
                                          && audience("buyers")
                          leaves when     sessions > 9
                          enters again    1d12h after leaving at the earliest
                          moves with time since(lastSeen)
                          definition      HASH, N ns per event

                        2 audiences, N ns per event in all
                        """);
    }

    @Test
    void shouldFailWithEveryProblem() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("a.yaml"), "audiences:\n- name: A b\n  when: oders > 0\n");

        // When
        CommandRun run = CommandRun.of("audiences", "check", file.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(
                        "intentstream: " + file + ", line 2, column 9: A b is no name of an audience",
                        "intentstream: " + file + ", line 3, column 9: oders is no variable",
                        "did you mean orders?");
    }

    @Test
    void shouldListTheSubcommands() {
        // When
        CommandRun run = CommandRun.of("audiences");

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("check", "name a command, such as audiences check");
    }

    @Test
    void shouldBeDocumentedWithEveryNameOfTheLanguage() throws IOException {
        // Given
        String document = Files.readString(DOCUMENT);

        // When
        List<String> names = Stream.of(
                        Variable.Numeric.values(),
                        Variable.Keyed.values(),
                        Variable.Moment.values(),
                        Variable.Length.values(),
                        Variable.Text.values(),
                        Variable.Flag.values())
                .flatMap(Arrays::stream)
                .map(Variable::cel)
                .toList();

        // Then
        assertThat(names).allSatisfy(name -> assertThat(document).containsPattern("`" + Pattern.quote(name) + "[`(]"));
        assertThat(EventType.values())
                .filteredOn(type -> type != EventType.OTHER)
                .allSatisfy(type -> assertThat(document).contains("`" + type + "`"));
    }

    @Test
    void shouldUnderstandEveryExampleOfTheDocument() throws IOException {
        // Given
        String document = Files.readString(DOCUMENT);
        List<String> files = found("(?s)```yaml\\n(audiences:.*?)```", document);
        List<String> conditions =
                found("(?m)^\\| [a-z][^|`]* \\| `([^`]*)` \\|$", document.substring(document.indexOf("## Examples")));

        // When
        files.forEach(file -> AudienceSetReader.read("audiences.md", file));
        conditions.forEach(condition -> AudienceSetReader.read(
                "audiences.md", "audiences:\n- name: example\n  when: >\n    " + condition + "\n"));

        // Then
        assertThat(files).isNotEmpty();
        assertThat(conditions).hasSizeGreaterThan(5);
        assertThat(TagRule.names()).contains("window-shopper", "loyal");
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
