package io.intentstream.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The launcher in a folder that is laid out as a release. In place of the release's jars there is one that refers to the class
 * path of the tests.
 */
final class LaunchedRelease {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private final Path home;
    private final Path state;

    private LaunchedRelease(Path home, Path state) {
        this.home = home;
        this.state = state;
    }

    /**
     * The output and the exit code of a command.
     *
     * @param output standard output and standard error
     */
    record Result(int exitCode, String output) {}

    /**
     * Installs into this folder.
     *
     * @param state the folder of state, unless a command names another one
     */
    static LaunchedRelease in(Path home, Path state) throws IOException {
        Path launcher = Files.copy(REPOSITORY.resolve("intentstream"), home.resolve("intentstream"));
        launcher.toFile().setExecutable(true);
        Path platform = Path.of("linux-" + System.getProperty("os.arch").replace("amd64", "x86_64"));
        Files.createDirectories(home.resolve("lib").resolve(platform));
        Files.createSymbolicLink(home.resolve("model-artifacts"), REPOSITORY.resolve("model-artifacts"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        try (OutputStream file = Files.newOutputStream(home.resolve("lib/app.jar"))) {
            new JarOutputStream(file, manifest).close();
        }
        return new LaunchedRelease(home, state);
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    /** Makes a folder and returns its name. */
    static String made(Path folder) {
        try {
            return Files.createDirectories(folder).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command, with these variables beside those that every process has. */
    Result run(Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("intentstream").toString()));
        command.addAll(List.of(arguments));
        return run(command, environment);
    }

    /** Runs the words of a shell, for which {@code $0} is the launcher. */
    Result runShell(String words) {
        return run(List.of("sh", "-c", words, home.resolve("intentstream").toString()), Map.of());
    }

    private Result run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(variable -> !List.of("PATH", "HOME").contains(variable));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_STATE_HOME", state.toString());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names and times of all files of the installation. */
    String listing() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
    }
}
