package io.intentstream.cli.option;

import io.intentstream.config.AppConfig;
import io.intentstream.config.ConfigLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command that talks to the user's cluster; a mixin. */
public final class ConfigOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Properties file; its keys are in docs/configuration.md. INTENTSTREAM_INPUT_TOPICS in the"
                    + " environment wins over input.topics in the file.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, which wins over file and environment; repeatable.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /**
     * The settings, checked.
     *
     * @param required keys without a default that the command cannot do without
     * @throws io.intentstream.config.InvalidConfigException with every problem
     */
    public AppConfig load(String... required) {
        return loader().overrides(overrides).load(required);
    }

    private ConfigLoader loader() {
        ConfigLoader loader = new ConfigLoader(System.getenv());
        return file == null ? loader : loader.file(file);
    }

    /** The settings of a command that needs the cluster and the registry. */
    public AppConfig loadForCluster() {
        return loadForCluster(Map.of());
    }

    /** As {@link #loadForCluster()}, with settings of the command's own that win over the user's. */
    public AppConfig loadForCluster(Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        all.putAll(own);
        return loader().overrides(all).load("bootstrap.servers", "schema.registry.url");
    }
}
