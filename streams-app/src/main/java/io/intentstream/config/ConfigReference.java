package io.intentstream.config;

import java.util.List;

/** The reference page of all settings, from the table that also parses and checks them. */
public final class ConfigReference {

    private static final String INTRODUCTION = """
            # Configuration

            <!-- Written by `./intentstream config-reference docs/configuration.md`; change OwnSettings.java instead. -->

            One properties file (`--config FILE`), in Java's properties syntax. The environment wins over the file:
            `INTENTSTREAM_INPUT_TOPICS` stands for `input.topics`. `--set KEY=VALUE` wins over both.

            A key that nobody knows, or a value that is not allowed, is an error; all of them are reported at once, each
            with the place it came from, and nothing starts.
            """;

    private static final String KAFKA = """

            ## Kafka's own settings

            Every setting of [Kafka Streams](https://kafka.apache.org/documentation/#streamsconfigs), of the
            [consumer](https://kafka.apache.org/documentation/#consumerconfigs), the
            [producer](https://kafka.apache.org/documentation/#producerconfigs) and the
            [admin client](https://kafka.apache.org/documentation/#adminclientconfigs) is allowed under its own name, TLS and
            SASL included, and reaches every client that knows it. With a prefix it reaches one kind of client:
            `main.consumer.`, `restore.consumer.`, `consumer.`, `producer.`, `admin.`; `topic.` sets properties of internal
            topics. `bootstrap.servers` is needed by every command that talks to a cluster. Names and values are checked
            against Kafka's own definitions.

            These are not allowed, since intentstream sets them itself:

            """;

    private static final String SERDE = """

            TLS towards the registry is set with Kafka's names after `schema.registry.`, such as
            `schema.registry.ssl.truststore.location`. Any other key with the prefix `serde.` goes to the serializer and the deserializer without the prefix:
            `serde.use.latest.version=true`.
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
