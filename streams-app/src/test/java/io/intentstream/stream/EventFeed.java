package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.schema.ClickEvent;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Sends events of many users and some garbage to an input topic. */
final class EventFeed implements AutoCloseable {
    private static final int GARBAGE_EVERY = 500;

    private final String topic;
    private final SkewedEvents windowEvents;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<ClickEvent> serializer;
    private final AtomicLong acknowledged = new AtomicLong();

    EventFeed(TestCluster cluster, Map<String, String> settings, long seed, int users) {
        this.topic = settings.get("input.topics");
        this.windowEvents = new SkewedEvents(seed, users);
        this.producer = cluster.producer();
        this.serializer = cluster.serdes().serializer();
    }

    void send(int events) {
        for (int i = 0; i < events; i++) {
            if (i % GARBAGE_EVERY == 0) {
                send("garbage".getBytes(UTF_8), new byte[] {7});
            }
            send(windowEvents.next());
        }
        producer.flush();
    }

    /** Sends one more event for each user. */
    void sendOneOfEachUser() {
        for (int user = 0; user < windowEvents.users(); user++) {
            send(windowEvents.of(user, windowEvents.now().plusSeconds(1)));
        }
        producer.flush();
    }

    /** Events and garbage that the broker has accepted so far. */
    long sent() {
        return acknowledged.get();
    }

    private void send(ClickEvent event) {
        send(event.getUserId().getBytes(UTF_8), serializer.serialize(topic, event));
    }

    private void send(byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value), (metadata, failure) -> {
            if (failure == null) {
                acknowledged.incrementAndGet();
            }
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
