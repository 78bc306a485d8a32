package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.intentstream.cli.InterruptibleProcess;
import io.intentstream.cli.Main;
import io.intentstream.config.AppConfig;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A second instance with wrong settings, beside one that runs. */
class RunCommandIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private static Map<String, String> settings;
    private static IntentStream running;

    @BeforeAll
    static void startInstance() {
        settings = cluster.newApplication("joined", Map.of());
        running = IntentStream.open(AppConfig.of(settings));
        running.start();
        await().atMost(PATIENCE).until(() -> running.state() == State.RUNNING);
    }

    @AfterAll
    static void stopInstance() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource({
        "schema.registry.url, http://127.0.0.1:1, 127.0.0.1:1",
        "input.topics, absent-clickstream, absent-clickstream",
        "model.path, absent-model, absent-model",
        "data.dir, /proc/intentstream, data.dir",
        "bootstrap.servers, 127.0.0.1:1, bootstrap.servers",
    })
    void shouldNotJoinTheGroupWithWrongSettings(String key, String value, String told) throws Exception {
        // Given
        List<MemberDescription> members = members();
        double rebalances = rebalances();

        // When
        StringWriter err = new StringWriter();
        int exitCode = run(Map.of(key, value), err);

        // Then
        assertThat(exitCode).as(err.toString()).isEqualTo(1);
        assertThat(err.toString()).contains(told);
        assertThat(members()).isEqualTo(members);
        assertThat(rebalances()).isEqualTo(rebalances);
    }

    @Test
    void shouldNameTheTopicOfColumnsWithoutNamesThoughNoBrokerAnswers() throws Exception {
        // Given
        Map<String, String> settings = Map.of("input.format", "csv", "bootstrap.servers", "127.0.0.1:1");
        StringWriter err = new StringWriter();

        // When
        int exitCode = run(settings, err);

        // Then
        assertThat(exitCode).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains("is written in csv, and its records have no header: name their columns");
    }

    @Test
    void shouldNotJoinTheGroupWhenItsPortIsTaken() throws Exception {
        // Given
        List<MemberDescription> members = members();
        double rebalances = rebalances();
        StringWriter err = new StringWriter();
        int exitCode;

        // When
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            exitCode = run(Map.of("http.enabled", "true", "http.port", String.valueOf(taken.getLocalPort())), err);
        }

        // Then
        assertThat(exitCode).as(err.toString()).isEqualTo(1);
        assertThat(err.toString()).contains("http.port");
        assertThat(members()).isEqualTo(members);
        assertThat(rebalances()).isEqualTo(rebalances);
    }

    @ParameterizedTest
    @CsvSource({
        "INT, schema.registry.url, http://127.0.0.1:1, waiting for the schema registry, 130",
        "TERM, schema.registry.url, http://127.0.0.1:1, waiting for the schema registry, 143",
        "TERM, bootstrap.servers, 127.0.0.1:1, no answer from bootstrap.servers, 143",
    })
    void shouldEndWithoutHavingStartedWhenItIsStopped(
            String signal, String absent, String address, String waits, int code, @TempDir Path folder)
            throws Exception {
        // Given
        Path log = folder.resolve("engine.log");
        Process engine = start(log, Map.of(absent, address, "schema.registry.wait", "1h"));
        await().atMost(PATIENCE).until(() -> Files.readString(log).contains(waits));

        // When
        InterruptibleProcess.signal(engine, signal);
        boolean ended = engine.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        engine.destroyForcibly();

        // Then
        assertThat(ended).isTrue();
        assertThat(engine.exitValue()).isEqualTo(code);
        assertThat(log).content().contains("Stopped before the engine ran");
    }

    private static Process start(Path log, Map<String, String> wrong) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("data.dir", log.resolveSibling("data").toString());
        all.put("http.enabled", "false");
        all.putAll(wrong);
        return InterruptibleProcess.of(arguments(all))
                .redirectOutput(log.toFile())
                .start();
    }

    private static int run(Map<String, String> wrong, StringWriter err) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("data.dir", cluster.folder().resolve("second").toString());
        all.put("http.enabled", "false");
        all.put("schema.registry.wait", "1s");
        all.put("default.api.timeout.ms", "4000");
        all.put("request.timeout.ms", "2000");
        all.putAll(wrong);
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
        return command.execute(arguments(all).toArray(String[]::new));
    }

    private static List<String> arguments(Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }

    private static List<MemberDescription> members() throws Exception {
        try (Admin admin = cluster.admin()) {
            return List.copyOf(admin.describeConsumerGroups(List.of("joined"))
                    .all()
                    .get()
                    .get("joined")
                    .members());
        }
    }

    private static double rebalances() {
        return running.kafkaMetrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("rebalance-total"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }
}
