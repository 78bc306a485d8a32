package io.intentstream.server.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.config.AppConfig.ControlTopics;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaErrorExplainer;
import io.intentstream.kafka.KeyPartitioning;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserReceipt;
import io.intentstream.schema.UserRequest;
import io.intentstream.wire.RegistryException;
import io.intentstream.wire.SerdeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Requests that the engine erases or resumes a user, and waits until it has.
 *
 * <p>A copy of the request goes to every partition of the control topic: producers differ in how they choose a key's
 * partition, and a topic may have grown, so only all tasks together can confirm that nothing of a user is left. Safe for use
 * by many threads; each request has clients of its own.
 */
public final class UserControl {
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(20);

    private final KafkaClients clients;
    private final SerdeSettings serdes;
    private final ControlTopics topics;

    /** @throws NoReceiptException when the settings name no control topic */
    public UserControl(AppConfig config) {
        this.clients = KafkaClients.of(config).answeringWithin(KAFKA_PATIENCE);
        this.serdes = SerdeSettings.of(config.serde());
        this.topics = config.topics()
                .control()
                .orElseThrow(() -> NoReceiptException.notTaken(
                        "control.topic is none, so no requests are accepted: name a topic, for the engine as well"));
    }

    /**
     * Deletes the user's state and profile. Erasing a user twice, or an unknown user, does no harm.
     *
     * @param userId an id that an event can have
     * @param patience how long to wait for the receipts
     * @throws IllegalArgumentException when no event can have the id; nothing is sent
     * @throws NoReceiptException when they do not come in time, or Kafka cannot be used; the engine may still carry out the
     *     request later
     */
    public RequestOutcome erase(String userId, Duration patience) {
        return ask(userId, RequestKind.ERASE, patience);
    }

    /** Ends the ignoring of the user that began with an erasure; fails as {@link #erase} does. */
    public RequestOutcome resume(String userId, Duration patience) {
        return ask(userId, RequestKind.RESUME, patience);
    }

    private RequestOutcome ask(String userId, RequestKind kind, Duration patience) {
        Validation.Rejected wrong = EventValidator.checkUserId(userId);
        if (wrong != null) {
            throw new IllegalArgumentException(wrong.message());
        }
        UserRequest request = UserRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(userId)
                .setKind(kind)
                .setRequestedAt(Instant.now())
                .build();
        try (Deserializer<UserReceipt> deserializer = serdes.deserializer();
                Receipts receipts = new Receipts(clients, deserializer, topics.receipts())) {
            int partitions = send(request);
            return receipts.await(request.getRequestId(), partitions, patience);
        } catch (InterruptException | RegistryException e) {
            throw e;
        } catch (KafkaException e) {
            throw NoReceiptException.notConfirmed(
                    "Cannot send the request to Kafka at " + clients.bootstrapServers() + ": "
                            + KafkaErrorExplainer.describe(e)
                            + ". 'intentstream topics' shows whether " + topics.requests() + " and " + topics.receipts()
                            + " exist",
                    e);
        }
    }

    /** Sends a copy to each partition, and returns their number. */
    private int send(UserRequest request) {
        byte[] key = request.getUserId().getBytes(UTF_8);
        try (Producer<byte[], byte[]> producer = clients.producer();
                Serializer<UserRequest> serializer = serdes.serializer()) {
            int partitions = producer.partitionsFor(topics.requests()).size();
            int expected = KeyPartitioning.partitionOf(key, partitions);
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
}
