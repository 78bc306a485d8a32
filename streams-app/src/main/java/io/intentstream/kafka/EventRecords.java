package io.intentstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.AppConfig;
import io.intentstream.core.event.BlankEvent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.wire.SerdeSettings;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes records of events for one topic. A record's key is the userId in UTF-8, its value has the registry's wire format, and its
 * timestamp is the event's time. Safe for use by many threads.
 *
 * <p>Brokers refuse timestamps before 1970 and far in the future, so a record's timestamp is limited to the time from 1970 to
 * now. The event keeps its own time, which the engine checks.
 */
final class EventRecords implements AutoCloseable {
    private final Serializer<ClickEvent> serializer;
    private final String topic;

    EventRecords(AppConfig config, String topic) {
        this.serializer = SerdeSettings.of(config.serde()).serializer();
        this.topic = topic;
    }

    /** @param now epoch milliseconds */
    ProducerRecord<byte[], byte[]> record(ClickEvent event, long now) {
        byte[] value = serializer.serialize(topic, event);
        long timestamp = Math.max(0, Math.min(now, event.getEventTime().toEpochMilli()));
        return new ProducerRecord<>(topic, null, timestamp, event.getUserId().getBytes(UTF_8), value);
    }

    /**
     * Asks the registry for the schema's id, which it is asked for once, so that no event has to wait for it later.
     *
     * @throws io.intentstream.wire.RegistryException when there is none
     */
    void prepare() {
        ClickEvent event = BlankEvent.create();
        event.setUserId("");
        event.setEventId("");
        event.setEventTime(Instant.EPOCH);
        event.setEventType(EventType.OTHER);
        serializer.serialize(topic, event);
    }

    @Override
    public void close() {
        serializer.close();
    }
}
