package io.intentstream.server.collect;

import io.intentstream.config.AppConfig;
import io.intentstream.config.InputFormat;
import io.intentstream.config.InvalidConfigException;
import io.intentstream.core.event.EventValidator;
import io.intentstream.kafka.BrokerProbe;
import io.intentstream.kafka.BrokerWatch;
import io.intentstream.kafka.EventWriter;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaErrorExplainer;
import io.intentstream.kafka.TopicAccessException;
import io.intentstream.kafka.TopicCheck;
import io.intentstream.server.http.Problem;
import io.intentstream.wire.RegistryUnavailableException;
import io.intentstream.wire.format.Mapping;
import io.intentstream.wire.format.SegmentReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages and writes their events to Kafka. It holds only what is not answered yet, within a bound; a message that was
 * answered with success is in Kafka. Safe for use by many threads.
 */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String topic;
    private final KafkaClients clients;
    private final WriteKeys keys;
    private final Optional<RateLimit> rate;
    private final InFlightBytes inFlight;
    private final CollectorMetrics metrics;
    private final SegmentReader reader;
    private final EventValidator validator;
    private final EventWriter writer;
    private final BrokerWatch brokers;
    private final Clock clock;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean ready;
    private volatile boolean stopping;

    /**
     * A collector that refuses all messages until {@link #open} has returned.
     *
     * @param meters where its metrics are registered
     * @throws InvalidConfigException when the mapping file cannot be used, or the engine would not understand what is written
     */
    public Collector(AppConfig config, WriteKeys keys, MeterRegistry meters) {
        this(config, keys, meters, Clock.systemUTC());
    }

    Collector(AppConfig config, WriteKeys keys, MeterRegistry meters, Clock clock) {
        this.topic = config.collectorTopic();
        requireReadable(config);
        this.clients = KafkaClients.of(config);
        this.keys = keys;
        this.rate = config.collector().eventsPerSecond().map(RateLimit::new);
        this.inFlight = new InFlightBytes(config.collector().bufferBytes());
        this.metrics = new CollectorMetrics(meters, inFlight);
        this.reader =
                new SegmentReader(config.formats().mapping().map(Mapping::read).orElse(Mapping.NONE));
        this.validator = new EventValidator(config.maxFuture());
        // Events in Avro are smaller than their messages, but each partition's buffer is taken as a whole.
        this.writer = new EventWriter(config, topic, 2 * config.collector().bufferBytes());
        this.brokers = new BrokerWatch(clients.probe());
        this.clock = clock;
    }

    private void requireReadable(AppConfig config) {
        InputFormat format = config.formats().of(topic);
        if (config.inputTopics().contains(topic) && format != InputFormat.CLICKEVENT_AVRO) {
            throw new InvalidConfigException(List.of("collector.topic: the engine reads topic " + topic + " as "
                    + format.id()
                    + ", but the collector writes clickevent-avro; name a topic of its own, add it to input.topics, and set"
                    + " input.format.TOPIC=clickevent-avro for it"));
        }
    }

    /**
     * Waits until the brokers and the registry answer, and takes messages from then on.
     *
     * @throws TopicAccessException when there is no such topic, or the brokers refuse
     * @throws io.intentstream.wire.RegistryRefusedException when the registry refuses
     * @throws InterruptException when the thread is interrupted meanwhile
     */
    public void open() {
        try {
            awaitBrokers();
            while (!isTopicThere() || !isWriterPrepared()) {
                Thread.sleep(PROBE.toMillis());
            }
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while waiting for Kafka", e);
        }
        brokers.start();
        ready = true;
        LOG.info("collector takes events topic={} writeKeys={}", topic, keys.isOpen() ? "any" : "required");
    }

    private void awaitBrokers() throws InterruptedException {
        try (BrokerProbe probe = clients.probe()) {
            for (Optional<BrokerProbe.Silence> silence = probe.silence(PROBE);
                    silence.isPresent() && !silence.get().refused();
                    silence = probe.silence(PROBE)) {
                LOG.debug("no broker answers reason={}", silence.get().reason());
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    private boolean isTopicThere() {
        try {
            TopicCheck.retention(clients, topic);
            return true;
        } catch (TopicAccessException e) {
            if (e.getCause() instanceof TimeoutException || e.getCause() instanceof RetriableException) {
                LOG.warn("topic cannot be checked, still trying reason={}", e.getMessage());
                return false;
            }
            throw e;
        }
    }

    private boolean isWriterPrepared() {
        try {
            writer.prepare();
            return true;
        } catch (RegistryUnavailableException e) {
            LOG.warn("schema registry is unreachable, still trying reason={}", e.getMessage());
            return false;
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            LOG.warn("brokers do not answer, still trying reason={}", e.getMessage());
            return false;
        }
    }

    /** Why no messages are taken; empty while they are. */
    public Optional<String> notReady() {
        if (stopping) {
            return Optional.of("the collector is stopping");
        }
        if (!ready) {
            return Optional.of("the collector is waiting for Kafka and the schema registry");
        }
        return brokers.silentSince().map(since -> "no broker has answered since " + since);
    }

    InFlightBytes inFlight() {
        return inFlight;
    }

    CollectorMetrics metrics() {
        return metrics;
    }

    WriteKeys keys() {
        return keys;
    }

    /** @throws Problem when no request can be taken */
    void requireOpen() {
        if (stopping) {
            throw Busy.stopping();
        }
        if (!ready) {
            throw Busy.starting();
        }
        if (brokers.silentSince().isPresent()) {
            throw Busy.kafka(); // at once: to try would hold a thread for each request
        }
    }

    /**
     * Takes the messages of a body.
     *
     * @param key that the headers name; null when they name none
     * @return completes on Kafka's thread, once Kafka has or refused the events. The supplier counts the messages and makes the
     *     answer, which takes a while; it throws a {@link Problem} when Kafka does not have all events
     * @throws Problem when the body cannot be read or its key may not send it
     */
    CompletableFuture<Supplier<Answer>> collect(Endpoint endpoint, @Nullable String key, byte[] body) {
        Instant now = clock.instant();
        Payload payload = Payload.parse(endpoint, body);
        String writeKey = requireKey(key == null ? payload.writeKey().orElse(null) : key);
        if (endpoint == Endpoint.LIBRARY_METRICS) {
            return CompletableFuture.completedFuture(() -> Answer.SUCCESS);
        }
        requireRate(writeKey, payload.messages().size());
        Received received = Received.of(reader, validator, endpoint, payload, now);
        return writer.write(received.events()).handle((written, failure) -> () -> answer(received, failure));
    }

    private Answer answer(Received received, @Nullable Throwable failure) {
        if (failure == null) {
            metrics.taken(received);
            works(received);
            return Answer.to(received);
        }
        metrics.notTaken(received);
        fails(failure);
        throw Busy.kafka();
    }

    /** @throws Problem when the key is missing or unknown */
    String requireKey(@Nullable String key) {
        if (keys.isOpen()) {
            return "";
        }
        if (key == null || !keys.accepts(key)) {
            throw Problem.of(
                    401,
                    "send a write key that collector.write.keys names, as the user name of basic authentication or as"
                            + " writeKey in the body");
        }
        return key;
    }

    private void requireRate(String key, int messages) {
        OptionalLong refusal = rate.map(limit -> limit.refusal(key, messages, System.nanoTime()))
                .orElse(OptionalLong.empty());
        if (refusal.isPresent()) {
            metrics.rateLimited();
            throw Busy.rateLimited(refusal.getAsLong());
        }
    }

    private void works(Received received) {
        if (!received.events().isEmpty() && failing.compareAndSet(true, false)) {
            LOG.info("Kafka takes events again topic={}", topic);
        }
    }

    private void fails(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (failing.compareAndSet(false, true)) {
            LOG.warn(
                    "Kafka does not take events, trackers are told to send again topic={} reason={}",
                    topic,
                    KafkaErrorExplainer.of(cause).orElse(String.valueOf(cause.getMessage())));
        }
    }

    /** Refuses new requests, waits until those at work are answered, and closes. */
    @Override
    public void close() {
        stopping = true;
        long deadline = System.nanoTime() + EventWriter.PATIENCE.plusSeconds(2).toNanos();
        try {
            while (metrics.inFlightRequests() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.close();
        brokers.close();
    }
}
