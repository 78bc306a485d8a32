package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.ContestantStage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that the harness has started and observes from outside. Its messages to the harness are queued; everything else that
 * it prints goes to a file.
 */
final class ChildProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<Optional<String>> heard = new LinkedBlockingQueue<>();
    private final Writer input;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.log = log;
        Thread listener = new Thread(this::listen, "output of " + log.getFileName());
        listener.setDaemon(true);
        listener.start();
    }

    /** A process blocks when nobody reads its output and the pipe is full. */
    private void listen() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                Writer rest = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(ContestantStage.TO_HARNESS)) {
                    heard.add(Optional.of(line.substring(ContestantStage.TO_HARNESS.length())));
                } else {
                    rest.write(line + "\n");
                    rest.flush();
                }
            }
        } catch (IOException e) {
            // The process was killed.
        } finally {
            heard.add(Optional.empty());
        }
    }

    static ChildProcess start(
            String mainClass, String classPath, List<String> jvmOptions, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("OPT_OUT_TRACKING", "true");
        return new ChildProcess(builder.start(), log);
    }

    /** The class path of a module: its classes and libraries. */
    static String classPath(Path target) {
        return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator + "*";
    }

    /** Waits for the next message to the harness; fails when the process ends without one. */
    String hear() throws InterruptedException {
        return heard.take().orElseThrow(() -> new BenchmarkFailed("A process ended early; see " + log));
    }

    void say(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    /** A value of {@code /proc/<pid>/status} in bytes, such as {@code VmRSS}; -1 where there is no such file. */
    long memory(String name) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(-1);
    }

    /** Ends the process as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the process to stop, and kills it when it does not. */
    @Override
    public void close() throws IOException, InterruptedException {
        try (input) {
            if (process.isAlive()) {
                say("stop");
            }
        } catch (IOException e) {
            // The process has already ended.
        }
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
