package io.intentstream.cli.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands in their own processes against a broker that accepts only TLS with SCRAM and permits exactly what
 * docs/security.md lists. All their output is searched for secrets.
 */
class SecurityIT {
    private static final String ENGINE = "engine";
    /** A client that cannot connect logs this a few times, not continuously. */
    private static final int MOST_WARNINGS = 40;

    @TempDir
    private static Path folder;

    private static final AtomicInteger DATA_FOLDERS = new AtomicInteger();

    private static SecureCluster cluster;
    private static List<AclBinding> grants;

    private final StringBuilder written = new StringBuilder();

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = SecureCluster.start(folder);
        grants = GrantsOfTheDocument.all();
        grants.stream().map(SecurityIT::user).distinct().forEach(cluster::addUser);
        cluster.grant(grants);
        try (CliProcess topics =
                CliProcess.start(folder, settings("operator"), "topics", "--create", "--partitions", "2")) {
            assertThat(topics.awaitEnd()).as(topics.output()).isZero();
        }
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @AfterEach
    void shouldHaveWrittenNoSecret() {
        assertThat(written).isNotEmpty();
        SecureCluster.secrets().forEach(secret -> assertThat(written.toString()).doesNotContain(secret));
    }

    @Test
    void shouldNeedExactlyTheDocumentedPermissions() {
        // Given
        try (CliProcess engine = CliProcess.start(folder, settings(ENGINE), "run")) {
            engine.awaitOutput("running:");

            // When
            String sent = done("web", "produce", "--events", "300", "--users", "3", "--seed", "1");
            String intents = done("reader", "tail", "intents", "--json", "--from-beginning", "--max", "20");
            String user = done("reader", "user", "shopper-2");
            String erased = done("privacy", "user", "shopper-1", "--erase");
            int exitCode = engine.stop();
            written.append(engine.output());

            // Then
            assertThat(sent).contains("Sent 300 events to clickstream");
            assertThat(intents.lines().filter(line -> line.startsWith("{\"userId\":\"shopper-")))
                    .hasSize(20);
            assertThat(user).contains("shopper-2");
            assertThat(erased).contains("erased: the user's state and profile are deleted");
            assertThat(exitCode).isIn(0, 143);
            assertThat(engine.output()).doesNotContain("uthorization");
            assertThat(grants).isNotEmpty().allMatch(RecordingAuthorizer::hasSeenUseOf);
        }
    }

    static Stream<Arguments> commands() {
        return Stream.concat(
                Stream.of(
                        Arguments.of("operator", new String[] {"topics"}),
                        Arguments.of("reader", new String[] {"tail", "intents"})),
                commandsWithRegistry());
    }

    /** A wrong setting, and what the message must name. */
    enum Mistake {
        WRONG_PASSWORD("user and password in sasl.jaas.config"),
        UNTRUSTED_CERTIFICATE("set ssl.truststore.location"),
        OTHER_HOST("name the brokers in bootstrap.servers as their certificates do");

        private final String remedy;

        Mistake(String remedy) {
            this.remedy = remedy;
        }

        Map<String, String> in(Map<String, String> settings, String user) {
            Map<String, String> wrong = new HashMap<>(settings);
            switch (this) {
                case WRONG_PASSWORD ->
                    wrong.put("sasl.jaas.config", SecureCluster.scramLogin(user, "wrong-secret-4711"));
                case UNTRUSTED_CERTIFICATE ->
                    wrong.put(
                            "ssl.truststore.location",
                            cluster.strangersTruststore().toString());
                case OTHER_HOST -> wrong.put("bootstrap.servers", cluster.otherName());
            }
            return wrong;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void shouldExitAndNameWrongSetting(String user, String[] command) {
        // Given
        Map<Mistake, CliProcess> processes = new EnumMap<>(Mistake.class);
        try {
            // When: all start at the same time
            for (Mistake mistake : Mistake.values()) {
                processes.put(mistake, CliProcess.start(folder, mistake.in(settings(user), user), command));
            }

            // Then
            processes.forEach((mistake, process) ->
                    assertThat(failed(process)).as(mistake.name()).contains(mistake.remedy));
        } finally {
            processes.values().forEach(CliProcess::close);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commandsWithRegistry")
    void shouldExitWhenRegistryRefusesPassword(String user, String[] command) {
        // Given
        Map<String, String> settings = settings(user);
        settings.put("basic.auth.user.info", "registry-user:wrong-secret-4711");

        // When
        String message = failed(settings, command);

        // Then
        assertThat(message).contains("answers 401; check basic.auth.credentials.source and basic.auth.user.info");
    }

    static Stream<Arguments> commandsWithRegistry() {
        return Stream.of(
                Arguments.of("web", new String[] {"produce", "--events", "10"}),
                Arguments.of("privacy", new String[] {"user", "shopper-1", "--erase"}),
                Arguments.of(ENGINE, new String[] {"run"}));
    }

    static Stream<Arguments> missingGrants() {
        return Stream.of(
                Arguments.of("no-input", on(ResourceType.TOPIC, "clickstream", AclOperation.READ), "Topic clickstream"),
                Arguments.of(
                        "no-profiles",
                        on(ResourceType.TOPIC, "user-profiles", AclOperation.WRITE),
                        "Topic user-profiles"),
                Arguments.of(
                        "no-group",
                        on(ResourceType.GROUP, "intentstream", AclOperation.READ),
                        "the group intentstream"),
                Arguments.of(
                        "no-transactions",
                        on(ResourceType.TRANSACTIONAL_ID, "intentstream-", AclOperation.WRITE),
                        "transactional ids that begin with application.id"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missingGrants")
    void shouldExitAndNameMissingPermission(String user, Predicate<AclBinding> missing, String named) {
        // Given
        cluster.addUser(user);
        cluster.grant(grants.stream()
                .filter(grant -> user(grant).equals(ENGINE) && missing.negate().test(grant))
                .map(grant -> to(user, grant))
                .toList());

        // When
        String message = failed(settings(user), "run");

        // Then
        assertThat(message).contains("no permission for", named, "docs/security.md");
    }

    @Test
    void shouldNamePermissionThatACommandLacks() {
        // When
        String message = failed(settings("reader"), "produce", "--events", "10");

        // Then
        assertThat(message).contains("no permission for", "clickstream", "docs/security.md");
    }

    private static Predicate<AclBinding> on(ResourceType type, String name, AclOperation operation) {
        return grant -> grant.pattern().resourceType() == type
                && grant.pattern().name().equals(name)
                && grant.entry().operation() == operation;
    }

    private static AclBinding to(String user, AclBinding grant) {
        AccessControlEntry entry = grant.entry();
        return new AclBinding(
                grant.pattern(),
                new AccessControlEntry("User:" + user, entry.host(), entry.operation(), entry.permissionType()));
    }

    private static String user(AclBinding grant) {
        return grant.entry().principal().substring("User:".length());
    }

    /** The output of a command that succeeds. */
    private String done(String user, String... command) {
        try (CliProcess process = CliProcess.start(folder, settings(user), command)) {
            int exitCode = process.awaitEnd();
            written.append(process.output());
            assertThat(exitCode).as(process.output()).isZero();
            return process.output();
        }
    }

    /** The message of a command that fails. */
    private String failed(Map<String, String> settings, String... command) {
        return failed(CliProcess.start(folder, settings, command));
    }

    private String failed(CliProcess started) {
        try (CliProcess process = started) {
            int exitCode = process.awaitEnd();
            written.append(process.output());
            assertThat(exitCode).as(process.output()).isEqualTo(1);
            assertThat(process.output().lines().filter(line -> line.matches("time=.* level=(WARN|ERROR) .*")))
                    .hasSizeLessThan(MOST_WARNINGS);
            List<String> messages = process.output()
                    .lines()
                    .filter(line -> line.startsWith("intentstream: "))
                    // Several processes start at the same time: the brokers may take longer than the notice waits.
                    .filter(line -> !line.startsWith("intentstream: no answer from bootstrap.servers yet"))
                    .toList();
            assertThat(messages).hasSize(1);
            return messages.get(0);
        }
    }

    private static Map<String, String> settings(String user) {
        Map<String, String> settings = new HashMap<>(cluster.settings(user));
        settings.put("http.port", "0");
        // Failed engines leave the group by session timeout, and the next engine waits for it.
        settings.put("session.timeout.ms", "4000");
        settings.put("heartbeat.interval.ms", "500");
        settings.put(
                "data.dir",
                folder.resolve("data-" + user + "-" + DATA_FOLDERS.incrementAndGet())
                        .toString());
        settings.put(
                "model.path",
                Path.of("..", "model-artifacts", "shop-intent", "2")
                        .toAbsolutePath()
                        .toString());
        return settings;
    }
}
