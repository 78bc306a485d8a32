package io.intentstream.server.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.config.AppConfig.ControlTopics;
import io.intentstream.kafka.KafkaErrorExplainer;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserRequest;
import io.intentstream.wire.RegistryException;
import io.intentstream.wire.SerdeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Asks the engine to erase or to resume a user, and waits until it has.
 *
 * <p>A copy goes to every partition of the control topic: producers differ in how they choose a key's partition, and a
 * topic may have grown, so only all tasks together can say that nothing of a user is left. Safe for use by many threads;
 * each request has clients of its own.
 */
public final class UserControl {
    private static final int ANSWER_MILLIS = 20_000;

    private final AppConfig config;
    private final ControlTopics topics;

    /** @throws NoReceiptException when the settings name no control topic */
    public UserControl(AppConfig config) {
        this.config = config;
        this.topics = config.topics()
                .control()
                .orElseThrow(() -> NoReceiptException.notTaken(
                        "control.topic is none, so no requests are taken: name a topic, for the engine as well"));
    }

    /**
     * Deletes the user's state and profile. To erase a user twice, or one who is not known, does no harm.
     *
     * @param patience how long to wait for the receipts
     * @throws NoReceiptException when they do not come in time, or Kafka can't be used; the request may be carried out
     *     nevertheless, as soon as an engine runs
     */
    public RequestOutcome erase(String userId, Duration patience) {
        return ask(userId, RequestKind.ERASE, patience);
    }

    /** Ends the ignoring that an erasure began; fails as {@link #erase} does. */
    public RequestOutcome resume(String userId, Duration patience) {
        return ask(userId, RequestKind.RESUME, patience);
    }

    private RequestOutcome ask(String userId, RequestKind kind, Duration patience) {
        UserRequest request = UserRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(userId)
                .setKind(kind)
                .setRequestedAt(Instant.now())
                .build();
        try (Receipts receipts = Receipts.open(config, topics.receipts())) {
            int partitions = send(request);
            return receipts.await(request.getRequestId(), partitions, patience);
        } catch (InterruptException | RegistryException e) {
            throw e;
        } catch (KafkaException e) {
            throw NoReceiptException.notConfirmed(
                    "Can't ask for it at " + config.kafka().get("bootstrap.servers") + ": "
                            + KafkaErrorExplainer.describe(e)
                            + ". 'intentstream topics' tells whether " + topics.requests() + " and " + topics.receipts()
                            + " are there",
                    e);
        }
    }

    /** Sends a copy to each partition, and gives their number. */
    private int send(UserRequest request) {
        SerdeSettings serdes =
                SerdeSettings.of(config.serde().classes(), config.serde().settings());
        byte[] key = request.getUserId().getBytes(UTF_8);
        try (Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
                Serializer<UserRequest> serializer = serdes.serializer()) {
            int partitions = producer.partitionsFor(topics.requests()).size();
            int expected = Utils.toPositive(Utils.murmur2(key)) % partitions;
            IntStream.range(0, partitions)
                    .mapToObj(partition -> {
                        request.setSweep(partition != expected);
                        byte[] value = serializer.serialize(topics.requests(), request);
                        return producer.send(new ProducerRecord<>(topics.requests(), partition, key, value));
                    })
                    .toList()
                    .forEach(UserControl::confirm);
            return partitions;
        }
    }

    private static void confirm(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>(config.producerSettings());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_MILLIS);
        return settings;
    }
}
