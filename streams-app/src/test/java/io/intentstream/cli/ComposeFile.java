package io.intentstream.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker/compose.yaml with anchors and merges resolved and variables unresolved. */
record ComposeFile(Map<String, Object> content) {
    static final Path FOLDER = Path.of("..", "docker");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)[^}]*}");

    static ComposeFile read() {
        return new ComposeFile(yaml(FOLDER.resolve("compose.yaml")));
    }

    static Map<String, Object> yaml(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the services. */
    record Service(String name, Map<String, Object> content) {
        List<String> texts(String key) {
            return list(content, key).stream().map(Object::toString).toList();
        }

        Map<String, String> environment() {
            Map<String, String> environment = new TreeMap<>();
            map(content, "environment").forEach((name, value) -> environment.put(name, value.toString()));
            return environment;
        }

        /** Ports on which it listens within the networks: exposed ports, and the container side of published ports. */
        List<String> ports() {
            List<String> ports = new ArrayList<>(texts("expose"));
            texts("ports").forEach(port -> ports.add(port.substring(port.lastIndexOf(':') + 1)));
            return ports;
        }

        boolean runsOnce() {
            return !content.containsKey("restart");
        }
    }

    List<Service> services() {
        return map(content, "services").keySet().stream().map(this::service).toList();
    }

    Service service(String name) {
        return new Service(name, map(map(content, "services"), name));
    }

    /** Names of the variables that the file takes from docker/.env. */
    static TreeSet<String> variables(String text) {
        TreeSet<String> names = new TreeSet<>();
        VARIABLE.matcher(text).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    @SuppressWarnings("unchecked") // the keys of these YAML mappings are text
    static Map<String, Object> map(Map<String, Object> from, String key) {
        return (Map<String, Object>) from.getOrDefault(key, Map.of());
    }

    @SuppressWarnings("unchecked") // a sequence of anything
    private static List<Object> list(Map<String, Object> from, String key) {
        return (List<Object>) from.getOrDefault(key, List.of());
    }
}
