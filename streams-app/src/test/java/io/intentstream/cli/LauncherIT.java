package io.intentstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the launcher itself, from a folder laid out as a release, in environments that users have. */
@EnabledOnOs(OS.LINUX)
class LauncherIT {

    @TempDir
    static Path folder;

    private static LaunchedRelease release;
    private static Path events;

    @BeforeAll
    static void install() throws IOException {
        release = LaunchedRelease.in(Files.createDirectories(folder.resolve("größe und Maß")), folder.resolve("state"));
        events = Files.writeString(folder.resolve("events.jsonl"), """
                {"eventId":"e1","userId":"müller","eventTime":"2025-03-01T10:00:00Z","eventType":"VIEW_ITEM","itemId":"i-7"}
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA_TOOL_OPTIONS, -XX:+UseG1GC, UseG1GC",
        "JDK_JAVA_OPTIONS, -XX:+UseSerialGC, UseSerialGC",
        "_JAVA_OPTIONS, -XX:+UseG1GC, UseG1GC",
        "INTENTSTREAM_JAVA_OPTS, -XX:+UseSerialGC, UseSerialGC",
        "JAVA_TOOL_OPTIONS, -XX:MaxGCPauseMillis=100, UseParallelGC"
    })
    void shouldLeaveTheCollectorToTheEnvironment(String variable, String option, String collector) {
        // Given
        String show = "-XX:+PrintCommandLineFlags";
        Map<String, String> environment = variable.equals("INTENTSTREAM_JAVA_OPTS")
                ? Map.of(variable, option + " " + show)
                : Map.of(variable, option, "INTENTSTREAM_JAVA_OPTS", show);

        // When
        LaunchedRelease.Result result = release.run(environment, "--version");

        // Then
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("-XX:+" + collector, "intentstream ");
    }

    @ParameterizedTest
    @CsvSource({"JAVA_TOOL_OPTIONS, 200", "JDK_JAVA_OPTIONS, 300", "_JAVA_OPTIONS, 400", "INTENTSTREAM_JAVA_OPTS, 600"})
    void shouldLeaveTheHeapToTheEnvironment(String variable, long mebibytes) {
        // Given
        Map<String, String> environment = variable.equals("INTENTSTREAM_JAVA_OPTS")
                ? Map.of(variable, "-XX:+PrintCommandLineFlags -Xmx" + mebibytes + "m")
                : Map.of(variable, "-Xmx" + mebibytes + "m", "INTENTSTREAM_JAVA_OPTS", "-XX:+PrintCommandLineFlags");

        // When
        LaunchedRelease.Result result = release.run(environment, "demo", "--help");

        // Then
        assertThat(result.output()).contains("-XX:MaxHeapSize=" + (mebibytes << 20));
    }

    @Test
    void shouldUseTheLibtorchThatComesAlong() {
        // When
        LaunchedRelease.Result result = replay(
                Map.of(
                        "PYTORCH_VERSION",
                        "2.13.0a0+9186a08",
                        "PYTORCH_FLAVOR",
                        "cu121",
                        "PYTORCH_LIBRARY_PATH",
                        "/none"),
                events,
                "torch");

        // Then
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("1 event of 1 user").doesNotContain("level=", "SLF4J");
    }

    @ParameterizedTest
    @CsvSource({"C", "POSIX", "de_DE", "ja_JP.eucJP", "xx_XX.UTF-8"})
    void shouldReadArgumentsAndFileNamesAsUtf8(String locale) throws IOException {
        // Given
        Path file = folder.resolve("größe-" + locale + ".jsonl");
        Files.deleteIfExists(file);

        // When
        LaunchedRelease.Result result = release.run(Map.of("LC_ALL", locale), "config-reference", file.toString());

        // Then
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void shouldRefuseAnArgumentThatIsNotUtf8() {
        // When
        LaunchedRelease.Result result = release.runShell("exec \"$0\" user \"$(printf 'm\\374ller')\" --erase");

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("can't be read as UTF-8", "LC_ALL");
    }

    @ParameterizedTest
    @CsvSource({"ar, EG", "tr, TR", "de, DE", "th, TH"})
    void shouldWriteTheSameInEveryLanguage(String language, String country) throws IOException {
        // Given
        Path expected = folder.resolve("reference.md");
        Path page = folder.resolve("reference-" + language + ".md");
        release.run(Map.of(), "config-reference", expected.toString());

        // When
        release.run(
                Map.of(
                        "INTENTSTREAM_JAVA_OPTS",
                        "-Duser.language=" + language + " -Duser.country=" + country
                                + (language.equals("th") ? " -Duser.extensions=u-nu-thai" : "")),
                "config-reference",
                page.toString());

        // Then
        assertThat(page).hasSameTextualContentAs(expected);
    }

    @Test
    void shouldLogAsJsonOnRequest() throws IOException {
        // When
        LaunchedRelease.Result result = release.run(
                Map.of("INTENTSTREAM_LOG_FORMAT", "json"),
                "run",
                "--set",
                "bootstrap.servers=localhost:1",
                "--set",
                "schema.registry.url=http://localhost:1",
                "--set",
                "schema.registry.wait=1s",
                "--set",
                "default.api.timeout.ms=1000",
                "--set",
                "request.timeout.ms=500");

        // Then
        List<String> lines =
                result.output().lines().filter(line -> line.startsWith("{")).toList();
        assertThat(lines).as(result.output()).isNotEmpty();
        for (String line : lines) {
            JsonNode entry = new ObjectMapper().readTree(line);
            assertThat(entry.fieldNames())
                    .toIterable()
                    .contains("timestamp", "level", "loggerName", "formattedMessage")
                    .doesNotContain("arguments");
        }
        assertThat(result.output()).doesNotContain("level=");
    }

    @Test
    void shouldRefuseAnUnknownLogFormat() {
        // When
        LaunchedRelease.Result result = release.run(Map.of("INTENTSTREAM_LOG_FORMAT", "xml"), "topics");

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output())
                .contains("INTENTSTREAM_LOG_FORMAT: the value 'xml' is not allowed; allowed: text or json");
    }

    @Test
    void shouldWriteNothingIntoTheInstallation() throws IOException {
        // Given
        String before = release.listing();

        // When
        LaunchedRelease.Result result = replay(Map.of(), events, "untouched");

        // Then
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(release.listing()).isEqualTo(before);
    }

    @Test
    void shouldRunWithoutAHome() {
        // When
        LaunchedRelease.Result result = replay(
                Map.of(
                        "HOME", "/proc/none",
                        "XDG_STATE_HOME", "",
                        "TMPDIR", LaunchedRelease.made(folder.resolve("tmp"))),
                events,
                "homeless");

        // Then
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void shouldNameTheFolderWhereLibrariesCannotBeLoaded() {
        // When
        LaunchedRelease.Result temporary =
                replay(Map.of("INTENTSTREAM_JAVA_OPTS", "-Djava.io.tmpdir=/proc/none"), events, "no-tmp");
        LaunchedRelease.Result engine = replay(Map.of("ENGINE_CACHE_DIR", "/proc/none"), events, "no-cache");

        // Then
        assertThat(temporary.exitCode()).isEqualTo(1);
        assertThat(temporary.output().lines()).singleElement().asString().contains("/proc/none", "-Djava.io.tmpdir");
        assertThat(engine.exitCode()).isEqualTo(1);
        assertThat(engine.output().lines()).singleElement().asString().contains("/proc/none", "ENGINE_CACHE_DIR");
    }

    private static LaunchedRelease.Result replay(Map<String, String> environment, Path input, String out) {
        return release.run(
                environment,
                "replay",
                "--input",
                input.toString(),
                "--format",
                "clickevent-json",
                "--out",
                folder.resolve(out).toString());
    }
}
