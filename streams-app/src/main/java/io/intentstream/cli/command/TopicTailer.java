package io.intentstream.cli.command;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.intentstream.cli.console.CommandFailed;
import io.intentstream.config.AppConfig;
import io.intentstream.server.json.JsonRecords;
import io.intentstream.wire.RegistryException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads all partitions of an output topic, committed records only, without a consumer group: it leaves no trace in the
 * cluster. Used by one thread, but for {@link #stop()}.
 */
public final class TopicTailer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<SpecificRecord> deserializer;
    private final List<TopicPartition> partitions;

    private TopicTailer(Consumer<byte[], byte[]> consumer, Deserializer<SpecificRecord> deserializer, String topic) {
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** @param fromBeginning whether to start with what the topic holds already */
    public static TopicTailer open(AppConfig config, String topic, boolean fromBeginning) {
        Map<String, Object> settings = new LinkedHashMap<>(config.consumerSettings());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            TopicTailer tail = new TopicTailer(consumer, RecordSerdes.of(config).deserializer(), topic);
            tail.start(fromBeginning);
            return tail;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private void start(boolean fromBeginning) {
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position); // settles where the end is before anything else happens
    }

    /**
     * Hands on every record until the reader has enough or {@link #stop()} is called.
     *
     * @param untilEnd whether to return at what is the end of the topic now
     * @param reader takes a record, and says whether it wants more
     */
    public void read(boolean untilEnd, Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        try {
            Map<TopicPartition, Long> ends = untilEnd ? consumer.endOffsets(partitions) : Map.of();
            while (!untilEnd || !reached(ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (!reader.test(record)) {
                        return;
                    }
                }
            }
        } catch (WakeupException stopped) {
            // asked to stop
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition));
    }

    /** Ends {@link #read}. Any thread may call it. */
    void stop() {
        consumer.wakeup();
    }

    /** The record as a line of JSON; a tombstone as {@code {"userId":"...","tombstone":true}}. */
    String json(ConsumerRecord<byte[], byte[]> record, String key) {
        if (record.value() == null) {
            String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(key));
            return "{\"userId\":\"" + quoted + "\",\"tombstone\":true}";
        }
        try {
            return JsonRecords.line(deserializer.deserialize(record.topic(), record.value()));
        } catch (RegistryException e) {
            throw e;
        } catch (KafkaException e) {
            throw new CommandFailed(
                    "The record at " + record.topic() + "-" + record.partition() + " offset " + record.offset()
                            + " can't be read (" + e.getMessage() + "): is this a topic that intentstream writes?",
                    e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        deserializer.close();
    }
}
