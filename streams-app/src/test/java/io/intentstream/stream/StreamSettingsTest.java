package io.intentstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.config.AppConfig;
import io.intentstream.config.InvalidConfigException;
import io.intentstream.stream.packing.PackingInterceptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {

    @Test
    void shouldBatchOnlyInputTopicsOfTheMainConsumer() {
        // Given
        Map<String, String> settings = Map.of("input.topics", "web,app", "input.keyed.by.user", "false");

        // When
        StreamsConfig streams = streams(settings);

        // Then
        Map<String, Object> main = streams.getMainConsumerConfigs("group", "client", 1);
        assertThat(main)
                .containsEntry("interceptor.classes", PackingInterceptor.class.getName())
                .containsEntry(PackingInterceptor.TOPICS, "web,app,intentstream-by-user-repartition")
                .containsEntry(PackingInterceptor.MAX_RECORDS, 256)
                .containsEntry("max.poll.records", 2048);
        assertThat(streams.getRestoreConsumerConfigs("client")).doesNotContainKey("interceptor.classes");
    }

    @Test
    void shouldPreferConfiguredSettingsToDefaults() {
        // Given
        Map<String, String> settings =
                Map.of("consumer.max.poll.records", "77", "producer.linger.ms", "50", "commit.interval.ms", "1000");

        // When
        StreamsConfig streams = streams(settings);

        // Then
        assertThat(streams.getMainConsumerConfigs("group", "client", 1)).containsEntry("max.poll.records", "77");
        assertThat(streams.getProducerConfigs("client"))
                .containsEntry("linger.ms", "50")
                .containsEntry("compression.type", "lz4");
        assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(1_000);
    }

    @Test
    void shouldKeepConfiguredInterceptorsBeforeItsOwn() {
        // Given
        Map<String, String> settings = Map.of("consumer.interceptor.classes", "com.example.Tracing");

        // When
        StreamsConfig streams = streams(settings);

        // Then
        assertThat(streams.getMainConsumerConfigs("group", "client", 1))
                .containsEntry("interceptor.classes", "com.example.Tracing," + PackingInterceptor.class.getName());
    }

    @Test
    void shouldCauseNoWarningsOfKafkaStreams() {
        // When
        StreamsConfig streams = streams(Map.of());

        // Then
        assertThat(streams.getBoolean(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG))
                .isTrue();
    }

    @Test
    void shouldAllowRegistryWaitBetweenTwoPolls() {
        // Given
        Map<String, String> settings = Map.of("schema.registry.wait", "PT30M");

        // When
        StreamsConfig streams = streams(settings);

        // Then
        assertThat(streams.getMainConsumerConfigs("group", "client", 1))
                .containsEntry("max.poll.interval.ms", 31 * 60_000);
    }

    @Test
    void shouldRefuseHandlersThatWouldSkipWholeBatches() {
        for (String key : List.of(
                "deserialization.exception.handler", "processing.exception.handler", "production.exception.handler")) {
            // Given
            Map<String, String> settings =
                    Map.of(key, "org.apache.kafka.streams.errors.LogAndContinueExceptionHandler");

            // When / Then
            assertThatThrownBy(() -> AppConfig.of(settings))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining(key);
        }
    }

    private static StreamsConfig streams(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("bootstrap.servers", "none:9092");
        return new StreamsConfig(StreamSettings.of(AppConfig.of(all)));
    }
}
