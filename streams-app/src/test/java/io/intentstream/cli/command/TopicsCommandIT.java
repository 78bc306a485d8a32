package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.cli.Main;
import io.intentstream.stream.TestCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicsCommandIT {
    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldShowEachTopicAndWhatIsOff() {
        // Given
        Map<String, String> settings = cluster.settings("shown", Map.of());
        cluster.createTopic("shown-clickstream", 3, Map.of("retention.ms", "3600000", "min.insync.replicas", "2"));

        // When
        int exitCode = topics(settings);

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString().lines().limit(3))
                .extracting(line -> line.replaceAll(" +", " ").strip())
                .containsExactly(
                        "topic purpose partitions replicas cleanup.policy retention",
                        "shown-clickstream input 3 1 delete 1h",
                        "shown-profiles profiles missing");
        assertThat(out.toString())
                .contains(
                        "note: Topic shown-clickstream has min.insync.replicas=2 and replication factor 1: no write to it"
                                + " can be confirmed")
                .contains("note: Topic shown-clickstream keeps records for 1h, less than window.grace=2h");
    }

    @Test
    void shouldPrintOneJsonObjectForPrograms() throws Exception {
        // Given
        Map<String, String> settings = cluster.newApplication("json", Map.of());

        // When
        int exitCode = topics(settings, "--json");

        // Then
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(answer.get("topics")).hasSize(6);
        assertThat(answer.get("topics").get(1).toString())
                .isEqualTo("{\"name\":\"json-profiles\",\"purpose\":\"profiles\",\"exists\":true,\"partitions\":4,"
                        + "\"replicationFactor\":1,\"minInsyncReplicas\":1,\"cleanupPolicy\":\"compact\","
                        + "\"retentionMillis\":null}");
        assertThat(answer.get("problems")).isEmpty();
        assertThat(answer.get("notes")).isEmpty();
    }

    @Test
    void shouldFailWhenTheInputWasGrown() {
        // Given
        Map<String, String> settings = cluster.newApplication("wider", Map.of());
        cluster.createTopic("wider-users-changelog", 2, Map.of());

        // When
        int exitCode = topics(settings);

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString()).contains("Topic wider-clickstream (input) has 4 partitions, but had 2");
    }

    @Test
    void shouldTellThatBrokersRefuseConnectionsBeforeItGivesUp() {
        // Given
        Map<String, String> wrong = cluster.settings(
                "refused",
                Map.of(
                        "bootstrap.servers", "127.0.0.1:1",
                        "default.api.timeout.ms", "4000",
                        "request.timeout.ms", "2000"));

        // When
        int exitCode = topics(wrong);

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("intentstream: no answer from bootstrap.servers yet, still trying: 127.0.0.1:1 refuses"
                        + " connections");
    }

    @Test
    void shouldTellThatWhatListensGivesNoAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // Given
            String address = "127.0.0.1:" + silent.getLocalPort();
            Map<String, String> wrong = cluster.settings(
                    "silent",
                    Map.of(
                            "bootstrap.servers", address,
                            "default.api.timeout.ms", "4000",
                            "request.timeout.ms", "2000"));

            // When
            int exitCode = topics(wrong);

            // Then
            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString())
                    .contains(address + " accepts connections, but gives no answer to security.protocol=PLAINTEXT");
        }
    }

    private int topics(Map<String, String> settings, String... options) {
        List<String> args = new ArrayList<>(List.of("topics"));
        args.addAll(List.of(options));
        settings.forEach((key, value) -> args.addAll(List.of("--set", key + "=" + value)));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }
}
