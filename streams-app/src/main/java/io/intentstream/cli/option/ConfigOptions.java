package io.intentstream.cli.option;

import io.intentstream.config.AppConfig;
import io.intentstream.config.ConfigLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The settings file and single settings; a mixin. */
public final class ConfigOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private boolean brokersAsked;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Properties file; docs/configuration.md describes its keys. Environment variables such as"
                    + " INTENTSTREAM_INPUT_TOPICS override the file's input.topics.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, which overrides file and environment; repeatable.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /**
     * The settings, checked.
     *
     * @param required keys without a default that the command needs
     * @throws io.intentstream.config.InvalidConfigException with every problem
     */
    public AppConfig load(String... required) {
        return loader().overrides(overrides).load(required);
    }

    /**
     * The settings of a command that needs the brokers alone. Tells the user when they do not answer soon.
     *
     * @throws io.intentstream.config.InvalidConfigException with every problem
     */
    public AppConfig loadForBrokers() {
        return noticing(load("bootstrap.servers"));
    }

    private AppConfig noticing(AppConfig config) {
        if (!brokersAsked) {
            brokersAsked = true;
            BrokerNotice.begin(config, command.commandLine().getErr());
        }
        return config;
    }

    private ConfigLoader loader() {
        ConfigLoader loader = new ConfigLoader(System.getenv());
        return file == null ? loader : loader.file(file);
    }

    /** The settings of a command that needs the cluster and the registry. */
    public AppConfig loadForCluster() {
        return loadForCluster(Map.of());
    }

    /** As {@link #loadForCluster()}, with settings of the command that override the user's. */
    public AppConfig loadForCluster(Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        all.putAll(own);
        return noticing(loader().overrides(all).load("bootstrap.servers", "schema.registry.url"));
    }
}
