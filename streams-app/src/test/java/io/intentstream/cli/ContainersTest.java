package io.intentstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.intentstream.cli.ComposeFile.Service;
import io.intentstream.config.ConfigLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Checks the container files without running them. */
class ContainersTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Path DOCKERFILE = ComposeFile.FOLDER.resolve("Dockerfile");
    private static final Pattern PINNED = Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+[\\w.-]*");
    private static final Pattern ADDRESS = Pattern.compile("(?:^|//|[@ ])([a-z][a-z0-9-]*):(\\d{2,5})\\b");

    private final ComposeFile compose = ComposeFile.read();

    @Test
    void shouldConformToComposeSchema() throws IOException {
        // Given
        JsonSchema schema;
        try (InputStream file = ContainersTest.class.getResourceAsStream("compose-spec.json")) {
            ObjectNode text = (ObjectNode) new ObjectMapper().readTree(file);
            // The validator knows neither in the form that the file has.
            text.remove("$id");
            text.put("$schema", SpecVersion.VersionFlag.V7.getId());
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text);
        }

        // Then
        assertThat(schema.validate(new ObjectMapper().valueToTree(compose.content())))
                .isEmpty();
    }

    @Test
    void shouldMountOnlyExistingFiles() {
        assertThat(compose.services().stream()
                        .flatMap(service -> service.texts("volumes").stream())
                        .map(volume -> volume.split(":")[0]))
                .isNotEmpty()
                .allSatisfy(source -> {
                    if (source.startsWith(".")) {
                        assertThat(ComposeFile.FOLDER.resolve(source)).exists();
                    } else {
                        assertThat(ComposeFile.map(compose.content(), "volumes"))
                                .containsKey(source);
                    }
                });
    }

    @Test
    void shouldPassOnlyKnownSettingsToEngine() {
        for (String name : List.of("engine-1", "engine-2", "collector", "topics")) {
            // Given
            Map<String, String> environment = new LinkedHashMap<>();
            compose.service(name)
                    .environment()
                    .forEach(
                            (variable, value) -> environment.put(variable, value.replaceAll("\\$\\{[^}]*}", "secret")));

            // Then
            assertThatCode(() -> new ConfigLoader(environment).load("bootstrap.servers"))
                    .as(name)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void shouldRunOnlyCommandsThatExist() {
        // Given
        List<String> words = compose.service("topics").texts("command");

        // Then
        var command = Main.commandLine().getSubcommands().get(words.get(0));
        assertThat(command).isNotNull();
        assertThat(words.stream().filter(word -> word.startsWith("-")))
                .allSatisfy(option ->
                        assertThat(command.getCommandSpec().findOption(option)).isNotNull());
        assertThat(Main.commandLine().getSubcommands()).containsKey("run");
        assertThat(Main.commandLine().getSubcommands())
                .containsKeys(compose.service("collector").texts("command").toArray(String[]::new));
    }

    @Test
    void shouldReferToExistingServicesAndPortsOnly() throws IOException {
        for (Path file : List.of(
                ComposeFile.FOLDER.resolve("compose.yaml"), ComposeFile.FOLDER.resolve("prometheus/prometheus.yml"))) {
            for (String line : Files.readAllLines(file)) {
                if (line.stripLeading().startsWith("#") || line.stripLeading().startsWith("image:")) {
                    continue;
                }
                Matcher address = ADDRESS.matcher(line.replaceAll("[\"'\\[\\],]", " "));
                while (address.find()) {
                    assertThat(compose.services())
                            .as(line)
                            .extracting(Service::name)
                            .contains(address.group(1));
                    assertThat(compose.service(address.group(1)).ports())
                            .as(line)
                            .contains(address.group(2));
                }
            }
        }
    }

    @Test
    void shouldDependOnlyOnExistingServicesWithHealthChecks() {
        for (Service service : compose.services()) {
            ComposeFile.map(service.content(), "depends_on").forEach((name, how) -> {
                assertThat(compose.services()).extracting(Service::name).contains(name);
                boolean once = how.toString().contains("service_completed_successfully");
                assertThat(compose.service(name).runsOnce()).as(name).isEqualTo(once);
            });
            boolean ownImage = service.content().containsKey("build");
            assertThat(service.runsOnce() || ownImage || service.content().containsKey("healthcheck"))
                    .as("healthcheck of " + service.name())
                    .isTrue();
        }
    }

    @Test
    void shouldPublishEachPortOnceAndOnLoopbackOnly() {
        // Given
        List<String> published = compose.services().stream()
                .flatMap(service -> service.texts("ports").stream())
                .toList();

        // Then
        assertThat(published).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(published.stream().map(port -> port.split(":")[1])).doesNotHaveDuplicates();
    }

    @Test
    void shouldPinEveryImage() throws IOException {
        assertThat(compose.services()).allSatisfy(service -> {
            Object image = service.content().get("image");
            assertThat(image).as(service.name()).isNotNull();
            assertThat(image.toString()).matches(PINNED);
        });
        assertThat(instructions("FROM")
                        .map(from -> from.split(" ")[0])
                        .filter(image -> !image.matches("build|plugins")))
                .hasSize(3)
                .allSatisfy(image -> assertThat(image).matches(PINNED));
    }

    @Test
    void shouldRequireEverySecretFromEnvironment() throws IOException {
        // Given
        String text = Files.readString(ComposeFile.FOLDER.resolve("compose.yaml"));
        List<String> example = Files.readAllLines(ComposeFile.FOLDER.resolve(".env.example")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        // Then
        assertThat(example).allMatch(line -> line.endsWith("="));
        assertThat(ComposeFile.variables(text))
                .isEqualTo(new TreeSet<>(
                        example.stream().map(line -> line.replace("=", "")).toList()));
        assertThat(text.replaceAll("\\$\\{\\w+:\\?[^}]*}", "")).doesNotContain("${");
        assertThat(compose.services().stream()
                        .flatMap(service -> service.environment().entrySet().stream())
                        .filter(entry -> entry.getKey().matches(".*(PASSWORD|TOKEN|SECRET|WRITE_KEYS).*")))
                .isNotEmpty()
                .allMatch(entry -> entry.getValue().startsWith("${"));
    }

    @Test
    void shouldSetEnvironmentVariablesThatSinksNeed() throws IOException {
        try (Stream<Path> sinks = Files.list(ComposeFile.FOLDER.resolve("connect/sinks"))) {
            for (Path sink : sinks.filter(file -> file.getFileName().toString().startsWith("postgres-"))
                    .toList()) {
                // Given
                Set<String> asked = new TreeSet<>();
                Pattern.compile("\\$\\{env:(\\w+)}")
                        .matcher(Files.readString(sink))
                        .results()
                        .forEach(match -> asked.add(match.group(1)));

                // Then
                assertThat(compose.service("connect").environment().keySet())
                        .as(sink.toString())
                        .containsAll(asked);
            }
        }
    }

    @Test
    void shouldCopyOnlyExistingFilesIntoImages() throws IOException {
        // Given
        String ignored = Files.readString(REPOSITORY.resolve(".dockerignore"));
        List<String> sources = instructions("COPY")
                .filter(copy -> !copy.startsWith("--from"))
                .flatMap(copy -> {
                    String[] words = copy.split(" ");
                    return Arrays.stream(words, 0, words.length - 1);
                })
                .toList();

        // Then
        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            assertThat(REPOSITORY.resolve(source)).exists();
            assertThat(ignored).contains("!" + source + "\n");
        });
    }

    @Test
    void shouldRunEngineUnprivilegedWithReadinessCheck() throws IOException {
        // Given
        String engine = Files.readString(DOCKERFILE).split("AS engine")[1];

        // Then
        assertThat(engine).contains("\nUSER 10001:10001\n").contains("GET /health/ready HTTP");
        assertThat(compose.service("engine-1").ports()).contains("8090");
        assertThat(engine).contains("\nEXPOSE 8090\n").contains("/dev/tcp/127.0.0.1/8090");
        Map<String, String> environment = new LinkedHashMap<>();
        Pattern.compile("(INTENTSTREAM_\\w+)=(\\S+)")
                .matcher(engine)
                .results()
                .forEach(match -> environment.put(match.group(1), match.group(2)));
        assertThat(environment).isNotEmpty();
        assertThatCode(() -> new ConfigLoader(environment).load()).doesNotThrowAnyException();
    }

    @Test
    void shouldRunInKubernetesAsTheUserOfTheImage() throws IOException {
        // Given
        String user = instructions("USER").findFirst().orElseThrow();
        JsonNode pod = statefulSet().at("/spec/template/spec");
        JsonNode engine = pod.at("/containers/0");

        // Then
        assertThat(pod.at("/securityContext/runAsUser").asText() + ":"
                        + pod.at("/securityContext/runAsGroup").asText())
                .isEqualTo(user);
        assertThat(instructions("RUN").filter(run -> run.contains("install-engine.sh")))
                .singleElement()
                .asString()
                .endsWith(" " + user.split(":")[0]);
        assertThat(pod.at("/enableServiceLinks").isBoolean()).isTrue();
        assertThat(pod.at("/enableServiceLinks").asBoolean()).isFalse();
        assertThat(engine.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(engine.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(engine.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
        assertThat(Main.commandLine().getSubcommands())
                .containsKey(engine.at("/args/0").asText());
    }

    @Test
    void shouldPassOnlyKnownSettingsToEngineInKubernetes() throws IOException {
        // Given
        JsonNode engine = statefulSet().at("/spec/template/spec/containers/0");
        Map<String, String> environment = new LinkedHashMap<>();
        engine.at("/env")
                .forEach(variable -> environment.put(
                        variable.get("name").asText(),
                        variable.path("value").asText("secret").replaceAll("\\$\\(\\w+\\)", "engine-0")));

        // Then
        assertThatCode(() -> new ConfigLoader(environment).load("bootstrap.servers", "schema.registry.url"))
                .doesNotThrowAnyException();
        assertThat(engine.at("/volumeMounts").findValuesAsText("mountPath"))
                .contains(environment.get("INTENTSTREAM_DATA_DIR"), "/tmp");
        assertThat(engine.at("/ports/0/containerPort").asText()).isEqualTo(environment.get("INTENTSTREAM_HTTP_PORT"));
    }

    @Test
    void shouldStartTheServiceWithAnExistingCommand() throws IOException {
        // Given
        String unit = Files.readString(ComposeFile.FOLDER.resolve("systemd/intentstream.service"));

        // Then
        assertThat(unit)
                .containsPattern("(?m)^ExecStart=/opt/intentstream/intentstream run --config /")
                .contains("\nDynamicUser=yes\n", "\nStateDirectory=intentstream\n");
        Matcher environment = Pattern.compile("(INTENTSTREAM_\\w+)=(\\S+)").matcher(unit.replaceAll("(?m)^#.*$", ""));
        assertThat(environment.find()).isTrue();
        Map<String, String> settings = Map.of(environment.group(1), environment.group(2));
        assertThatCode(() -> new ConfigLoader(settings).load()).doesNotThrowAnyException();
    }

    private static JsonNode statefulSet() throws IOException {
        String file = Files.readString(ComposeFile.FOLDER.resolve("kubernetes/intentstream.yaml"));
        for (Object document : new Yaml().loadAll(file)) {
            JsonNode object = new ObjectMapper().valueToTree(document);
            if (object.path("kind").asText().equals("StatefulSet")) {
                return object;
            }
        }
        throw new IllegalStateException("no StatefulSet in " + file);
    }

    /** Arguments of a Dockerfile instruction, with continued lines joined. */
    private static Stream<String> instructions(String name) throws IOException {
        return Files.readString(DOCKERFILE)
                .replace("\\\n", " ")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1).strip());
    }
}
