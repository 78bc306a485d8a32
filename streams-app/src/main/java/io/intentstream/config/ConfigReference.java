package io.intentstream.config;

import java.util.List;

/** The reference page of all settings, generated from the table that also parses and validates them. */
public final class ConfigReference {

    private static final String INTRODUCTION = """
            # Configuration

            <!-- Written by `./intentstream config-reference docs/configuration.md`; change Settings.java instead. -->

            Settings are read from a properties file (`--config FILE`), in Java's properties syntax. The environment
            overrides the file: `INTENTSTREAM_INPUT_TOPICS` stands for `input.topics`. `--set KEY=VALUE` overrides both.

            An unknown key, or a value that is not allowed, is an error. All errors are reported at once, each with its
            place, and nothing starts.
            """;

    private static final String KAFKA = """

            ## Kafka's own settings

            Every setting of [Kafka Streams](https://kafka.apache.org/documentation/#streamsconfigs), the
            [consumer](https://kafka.apache.org/documentation/#consumerconfigs), the
            [producer](https://kafka.apache.org/documentation/#producerconfigs) and the
            [admin client](https://kafka.apache.org/documentation/#adminclientconfigs) is allowed under its own name, including
            TLS and SASL, and applies to every client that knows it. With a prefix it applies to one kind of client:
            `main.consumer.`, `restore.consumer.`, `consumer.`, `producer.`, `admin.`; `topic.` sets properties of internal
            topics. Every command that talks to a cluster needs `bootstrap.servers`. Names and values are checked against
            Kafka's own definitions.

            These are not allowed, because intentstream sets them itself:

            """;

    private static final String SERDE = """

            TLS to the registry is set with Kafka's names after `schema.registry.`, such as
            `schema.registry.ssl.truststore.location`. Any other key with the prefix `serde.` is passed to the serializer and
            the deserializer without the prefix: `serde.use.latest.version=true`.
            """;

    private ConfigReference() {}

    /** The page, as Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        Settings.all().stream().map(Setting::group).distinct().forEach(group -> addGroup(page, group));
        page.append(SERDE).append(KAFKA);
        KafkaSettings.owned().forEach((key, why) -> page.append("- `%s`: %s%n".formatted(key, why)));
        return page.toString().replace(System.lineSeparator(), "\n");
    }

    private static void addGroup(StringBuilder page, String group) {
        List<Setting<?>> settings = Settings.all().stream()
                .filter(setting -> setting.group().equals(group))
                .toList();
        page.append("\n## ")
                .append(group)
                .append("\n\n| key | type | default | allowed | what it does |\n|---|---|---|---|---|\n");
        settings.forEach(setting -> page.append("| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        setting.name(),
                        setting.kind().name(),
                        setting.defaultText() == null ? "none" : "`" + setting.defaultText() + "`",
                        setting.kind().allowed(),
                        setting.doc())));
    }
}
