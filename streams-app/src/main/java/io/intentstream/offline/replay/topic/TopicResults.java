package io.intentstream.offline.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.UserChange;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicAccessException;
import io.intentstream.offline.replay.FurtherOutputs;
import io.intentstream.offline.replay.ResultSink;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.UserProfile;
import io.intentstream.wire.SerdeSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes results to topics, with the keys and timestamps that the stream gives them. Each shard is one transaction: readers of
 * committed records see all of it or nothing, and an interrupted attempt leaves nothing behind.
 *
 * @param clients of the cluster
 * @param serializers write the results; used by all workers
 * @param names the topics
 */
public record TopicResults(KafkaClients clients, ResultSerializers serializers, ResultTopicNames names)
        implements ResultSink {
    /** The brokers' default limit; a shard takes seconds. */
    private static final Duration TRANSACTION = Duration.ofMinutes(15);

    /** Serializers of the kinds of results. */
    public record ResultSerializers(
            Serializer<EncodedRecord<UserProfile>> profiles,
            Serializer<EncodedRecord<PurchaseIntent>> intents,
            Serializer<EncodedRecord<AudienceEvent>> audienceEvents,
            Serializer<EncodedRecord<SessionOutcome>> sessionOutcomes,
            Serializer<EncodedRecord<Recommendations>> recommendations)
            implements AutoCloseable {

        /** Those that the settings name. */
        public static ResultSerializers of(SerdeSettings serdes) {
            return new ResultSerializers(
                    serdes.serializerOfEncoded(UserProfile.SCHEMA$),
                    serdes.serializerOfEncoded(PurchaseIntent.SCHEMA$),
                    serdes.serializerOfEncoded(AudienceEvent.SCHEMA$),
                    serdes.serializerOfEncoded(SessionOutcome.SCHEMA$),
                    serdes.serializerOfEncoded(Recommendations.SCHEMA$));
        }

        @Override
        public void close() {
            profiles.close();
            intents.close();
            audienceEvents.close();
            sessionOutcomes.close();
            recommendations.close();
        }
    }

    /**
     * Names of topics with a common prefix.
     *
     * @param prefix how the names begin
     * @param hasAudiences whether changes of audiences are written
     * @param hasSessions whether outcomes of sessions are written
     */
    public record ResultTopicNames(
            String prefix, boolean hasAudiences, boolean hasSessions, boolean hasRecommendations) {
        /** The names for what a replay writes. */
        public static ResultTopicNames of(String prefix, FurtherOutputs further) {
            return new ResultTopicNames(
                    prefix,
                    further.hasAudiences(),
                    further.sessionOutcomes(),
                    further.recommendations().isPresent());
        }

        /** Topic of the profiles. */
        public String profiles() {
            return prefix + "user-profiles";
        }

        /** Topic of the intents. */
        public String intents() {
            return prefix + "purchase-intents";
        }

        /** Topic of the changes of audiences; empty when they are not written. */
        public Optional<String> audienceEvents() {
            return hasAudiences ? Optional.of(prefix + "audience-events") : Optional.empty();
        }

        /** Topic of the outcomes of sessions; empty when they are not written. */
        public Optional<String> sessionOutcomes() {
            return hasSessions ? Optional.of(prefix + "session-outcomes") : Optional.empty();
        }

        /** Topic of the recommendations; empty when they are not written. */
        public Optional<String> recommendations() {
            return hasRecommendations ? Optional.of(prefix + "user-recommendations") : Optional.empty();
        }

        /** The topics that a replay of its own writes: intents and profiles first. */
        public List<String> written() {
            return Stream.of(
                            Optional.of(intents()),
                            Optional.of(profiles()),
                            audienceEvents(),
                            sessionOutcomes(),
                            recommendations())
                    .flatMap(Optional::stream)
                    .toList();
        }

        /** Topic of the dead letters; only a replay through the stream writes it. */
        public String deadLetters() {
            return prefix + "clickstream-dlq";
        }
    }

    /**
     * A shard is in the topic completely or not at all, so a single record proves that it is final. Open transactions are
     * ended first: committed records after their beginning cannot be read.
     */
    @Override
    public Set<Integer> recover(Set<Integer> doubtful, Set<Integer> open, ToIntFunction<String> shardOf) {
        endTransactions(open.stream());
        Set<Integer> found = new HashSet<>();
        try (TopicReader records = TopicReader.open(clients, TopicRange.all(names.intents()))) {
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

    /** A commit returns once it is decided, but readers of committed records see it a little later. */
    @Override
    public void end(int shards) {
        endTransactions(IntStream.range(0, shards).boxed());
    }

    /** Aborts open transactions, and waits until decided ones can be read. */
    private void endTransactions(Stream<Integer> shards) {
        try (Admin fence = clients.admin()) {
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
    public ShardResults open(int shard) {
        try {
            return new Transaction(clients.transactionalProducer(transactionalId(shard), TRANSACTION));
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private TopicAccessException failed(Exception e) {
        return new TopicAccessException(
                "The results cannot be written to " + String.join(", ", names.written()) + " (" + e.getMessage()
                        + "): check the brokers and the permissions, then continue with --resume",
                e);
    }

    private final class Transaction implements ShardResults {
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
            send(names.profiles(), time, key, serializers.profiles(), result.profile());
            send(
                    names.intents(),
                    time,
                    key,
                    serializers.intents(),
                    result.intent().record());
            accept(event.getUserId(), result.changes());
        }

        @Override
        public void accept(String userId, List<UserChange> changes) {
            byte[] key = userId.getBytes(UTF_8);
            for (UserChange change : changes) {
                if (change instanceof UserChange.AudienceChange member) {
                    String topic = names.audienceEvents().orElseThrow();
                    send(topic, change.time(), key, serializers.audienceEvents(), member.record());
                } else if (change instanceof UserChange.SessionEnded session) {
                    String topic = names.sessionOutcomes().orElseThrow();
                    send(topic, change.time(), key, serializers.sessionOutcomes(), session.record());
                } else if (change instanceof UserChange.Recommended list) {
                    String topic = names.recommendations().orElseThrow();
                    send(topic, change.time(), key, serializers.recommendations(), list.record());
                }
            }
        }

        private <T> void send(String topic, long time, byte[] key, Serializer<T> serializer, T value) {
            send(topic, time, key, serializer.serialize(topic, value));
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
