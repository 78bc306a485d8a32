package io.intentstream.offline.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.engine.Outcome;
import io.intentstream.offline.replay.ResultSink;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Results as records of two topics, keyed and timed as the stream does. A shard is one transaction: readers of committed
 * records see all of it or nothing, and an attempt that was cut short leaves nothing behind.
 *
 * @param producer settings of a producer
 * @param consumer settings of a consumer
 * @param admin settings of an administrator
 * @param profiles writes profiles; used by all workers
 * @param intents frames encoded intents; used by all workers
 * @param names where to
 */
public record TopicResults(
        Map<String, Object> producer,
        Map<String, Object> consumer,
        Map<String, Object> admin,
        Serializer<EncodedRecord<UserProfile>> profiles,
        Serializer<EncodedRecord<PurchaseIntent>> intents,
        ResultTopicNames names)
        implements ResultSink {
    /** The broker's usual most; a shard takes seconds. */
    private static final Duration TRANSACTION = Duration.ofMinutes(15);

    /**
     * Names under a prefix of their own.
     *
     * @param prefix what they begin with
     */
    public record ResultTopicNames(String prefix) {
        /** Topic of the profiles. */
        public String profiles() {
            return prefix + "user-profiles";
        }

        /** Topic of the intents. */
        public String intents() {
            return prefix + "purchase-intents";
        }

        /** Topic of what can't be used; only the stream itself writes it. */
        public String deadLetters() {
            return prefix + "clickstream-dlq";
        }
    }

    /**
     * A shard is in the topic whole or not at all, so one record of it is proof. Transactions under way are ended first:
     * committed records behind their beginning can't be read.
     */
    @Override
    public Set<Integer> recover(Set<Integer> doubtful, Set<Integer> open, ToIntFunction<String> shardOf) {
        endTransactions(open.stream());
        Set<Integer> found = new HashSet<>();
        try (TopicReader records = TopicReader.open(consumer, TopicRange.all(names.intents()))) {
            ConsumerRecord<byte[], byte[]> record;
            while (found.size() < doubtful.size() && (record = records.next()) != null) {
                int shard = shardOf.applyAsInt(new String(record.key(), UTF_8));
                if (doubtful.contains(shard)) {
                    found.add(shard);
                }
            }
        }
        return found;
    }

    /** A commit returns once it is decided; readers of committed records see it some moments later. */
    @Override
    public void end(int shards) {
        endTransactions(IntStream.range(0, shards).boxed());
    }

    /** Aborts what is under way, and waits until what is decided can be read. */
    private void endTransactions(Stream<Integer> shards) {
        try (Admin fence = Admin.create(admin)) {
            fence.fenceProducers(shards.map(this::transactionalId).toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw failed(e.getCause() instanceof Exception cause ? cause : e);
        } catch (KafkaException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private String transactionalId(int shard) {
        return names.prefix() + "replay-" + shard;
    }

    @Override
    public Shard open(int shard) {
        Map<String, Object> settings = new HashMap<>(producer);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION.toMillis());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(shard));
        try {
            return new Transaction(new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private TopicReadException failed(Exception e) {
        return new TopicReadException(
                "The results can't be written to " + names.intents() + " and " + names.profiles() + " ("
                        + e.getMessage() + "): check the brokers and the permissions, then go on with --resume",
                e);
    }

    private final class Transaction implements Shard {
        private final Producer<byte[], byte[]> out;
        private volatile @Nullable Exception failure;
        private boolean finished;

        Transaction(Producer<byte[], byte[]> out) {
            this.out = out;
            try {
                out.initTransactions();
                out.beginTransaction();
            } catch (KafkaException e) {
                out.close(Duration.ZERO);
                throw e;
            }
        }

        @Override
        public void accept(ClickEvent event, Outcome.Scored result) {
            byte[] key = event.getUserId().getBytes(UTF_8);
            long time = event.getEventTime().toEpochMilli();
            send(names.profiles(), time, key, profiles.serialize(names.profiles(), result.profile()));
            send(
                    names.intents(),
                    time,
                    key,
                    intents.serialize(names.intents(), result.intent().record()));
        }

        private void send(String topic, long time, byte[] key, byte[] value) {
            if (failure != null) {
                throw failed(failure);
            }
            out.send(new ProducerRecord<>(topic, null, time, key, value), (metadata, e) -> {
                if (e != null) {
                    failure = e;
                }
            });
        }

        @Override
        public void finish() {
            try {
                out.commitTransaction();
                finished = true;
            } catch (KafkaException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            if (!finished) {
                try {
                    out.abortTransaction();
                } catch (KafkaException e) {
                    // The next attempt, or the transaction's timeout, aborts it.
                }
            }
            out.close();
        }
    }
}
