package io.intentstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new user's first hour: types every command of the documents, in order, into a shell in an empty folder. A command that
 * can't be typed here needs its reason in {@link #NOT_HERE}.
 */
class DocumentsIT {

    /**
     * The first one starts the cluster and the engine that the others use. docs/replay.md and CONTRIBUTING.md repeat the README's
     * commands with other options, which would take minutes here.
     */
    private static final List<String> DOCUMENTS = List.of("README.md", "docs/http.md", "docs/privacy.md");

    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern COMMAND = Pattern.compile("(\\./|curl ).*");

    /** What is not typed: the beginning or a part of a command, and why. */
    private static final Map<String, String> NOT_HERE = Map.of(
            "./mvnw", "it runs this test",
            "./intentstream evaluate", "it fits forty other models; EvaluateCommandTest runs it on less",
            "a-long-random-secret", "its host is a placeholder");

    /** Commands that do not end by themselves, what each prints when it works, and whether later commands need it. */
    private static final List<LongRunning> LONG_RUNNING = List.of(
            new LongRunning("./intentstream demo --keep", "open http://", true),
            new LongRunning("./intentstream run", "running: ", true),
            new LongRunning("./intentstream collect", "collecting: ", false),
            new LongRunning("./intentstream tail", "shopper-", false),
            new LongRunning("./intentstream produce .*--live", "sending: ", false),
            new LongRunning("curl -N", ": listening", false));

    private record LongRunning(String command, String sign, boolean needed) {}

    @TempDir
    Path folder;

    private final Map<String, String> replacements = new LinkedHashMap<>();
    private final Map<LongRunning, TypedCommand> running = new LinkedHashMap<>();

    @Test
    void shouldRunEveryCommandAsItStands() throws IOException {
        // Given
        useFreePorts();
        nameIncludedFiles();
        useLessData();
        List<String> typed = new ArrayList<>();

        // When
        try {
            for (String document : DOCUMENTS) {
                type(document, typed);
            }
        } finally {
            running.values().forEach(TypedCommand::stop);
        }

        // Then
        assertThat(typed).hasSizeGreaterThan(25);
    }

    /** The documents name the usual ports, which may be in use here. */
    private void useFreePorts() throws IOException {
        for (String port : List.of("9092", "8081", "8090", "8095")) {
            try (ServerSocket free = new ServerSocket(0)) {
                replacements.put(port, "" + free.getLocalPort());
            }
        }
    }

    /** The documents' commands are typed in the installation's folder, and here in an empty one. */
    private void nameIncludedFiles() throws IOException {
        for (String name : List.of("model-artifacts/audiences/standard.yaml", "model-artifacts/shop-items/1")) {
            replacements.put(name, REPOSITORY.toRealPath().resolve(name).toString());
        }
    }

    /** The same commands on less data: they have to work, not to impress. */
    private void useLessData() {
        replacements.put("--events 20000", "--events 1000");
        replacements.put("demo --keep", "demo --keep --events 1000");
        replacements.put("--users 500 --days 7", "--users 60 --days 5");
        replacements.put("./intentstream train ", "./intentstream train --epochs 1 --copies 0 ");
    }

    private void type(String document, List<String> typed) throws IOException {
        Path here = Files.createDirectories(folder.resolve(document.replace('/', '-')));
        Shell shell = new Shell(here, folder.resolve("data"), replacements.get("8090"));
        Path first = folder.resolve(DOCUMENTS.get(0));
        for (String file : List.of("shop.properties", "events.jsonl.gz")) {
            if (!here.equals(first)) {
                Files.copy(first.resolve(file), here.resolve(file));
            }
        }
        String text = Files.readString(REPOSITORY.resolve(document));
        for (MatchResult block : BLOCK.matcher(text).results().toList()) {
            if (block.group(1).equals("properties") && block.group(2).contains("127.0.0.1")) {
                Files.writeString(here.resolve("shop.properties"), adapted(block.group(2)));
            } else if (block.group(1).isEmpty()
                    && COMMAND.matcher(block.group(2)).lookingAt()) {
                for (String line : block.group(2)
                        .lines()
                        .filter(COMMAND.asMatchPredicate())
                        .toList()) {
                    if (NOT_HERE.keySet().stream().noneMatch(line::contains)) {
                        type(shell, line);
                        typed.add(line);
                    }
                }
            }
        }
    }

    private String adapted(String text) {
        String adapted = text;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            adapted = adapted.replace(replacement.getKey(), replacement.getValue());
        }
        return adapted;
    }

    private void type(Shell shell, String line) throws IOException {
        Optional<LongRunning> endless = LONG_RUNNING.stream()
                .filter(kind -> Pattern.compile(kind.command()).matcher(line).lookingAt())
                .findFirst();
        if (endless.isPresent()) {
            Optional.ofNullable(running.remove(endless.get())).ifPresent(TypedCommand::stop);
            TypedCommand command = shell.type(adapted(line));
            command.awaitOutput(endless.get().sign());
            if (endless.get().needed()) {
                running.put(endless.get(), command);
            } else {
                command.stop();
            }
        } else if (line.startsWith("curl")) {
            // An engine that has just started says 503 until its state is restored.
            await(line)
                    .atMost(TypedCommand.PATIENCE)
                    .until(() -> shell.type(adapted(line)).awaitEnd() == 0);
        } else if (line.startsWith("./intentstream compare purchase-intents")) {
            // The shop is live, so the topic has intents that came after the replay; they are a difference.
            TypedCommand command = shell.type(adapted(line));
            assertThat(command.awaitEnd()).isIn(0, 1);
            assertThat(command.output()).contains(" matches, ");
        } else {
            TypedCommand command = shell.type(adapted(line));
            assertThat(command.awaitEnd())
                    .as(() -> line + "\n" + command.output())
                    .isZero();
        }
    }

    /** A shell in a folder with the launcher. */
    private record Shell(Path folder, Path data, String httpPort) {

        Shell {
            try {
                Path launcher = folder.resolve("intentstream");
                Files.writeString(
                        launcher,
                        "#!/bin/sh\nexec '%s' -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s \"$@\"\n"
                                .formatted(
                                        Path.of(System.getProperty("java.home"), "bin", "java"),
                                        System.getProperty("java.class.path"),
                                        Main.class.getName()));
                launcher.toFile().setExecutable(true);
                Files.writeString(folder.resolve(".curlrc"), "fail\nsilent\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        TypedCommand type(String line) throws IOException {
            ProcessBuilder shell = new ProcessBuilder("sh", "-c", "exec " + line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            shell.environment()
                    .putAll(Map.of(
                            "INTENTSTREAM_HOME",
                            REPOSITORY.toRealPath().toString(),
                            "INTENTSTREAM_DATA_DIR",
                            data.toString(),
                            "INTENTSTREAM_HTTP_PORT",
                            httpPort,
                            "INTENTSTREAM_COLLECTOR_PORT",
                            "0",
                            "CURL_HOME",
                            folder.toString()));
            Path output = Files.createTempFile(folder, "output", "");
            return new TypedCommand(line, shell.redirectOutput(output.toFile()).start(), output);
        }
    }
}
