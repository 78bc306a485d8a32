package io.intentstream.benchmarks.harness;

import io.intentstream.benchmarks.contestant.Assignment;
import io.intentstream.schema.ClickEvent;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends events on a schedule that does not wait for results (an open loop) and reads the intents as another service would.
 * The latency of an event starts when it is due, so a stall shows in every event that it delays.
 */
final class LatencyTurn {
    /** At this rate a contestant runs other code than with a backlog, which the JIT compiler must first compile. */
    private static final long RECOVER_SECONDS = 60;

    /** The default of Kafka's producer. */
    private static final int LINGER_MILLIS = 5;

    /** Events are sent once a millisecond: a wake-up for each would take as much processor time as the contestant. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final BenchmarkSettings settings;
    private final Cluster cluster;
    private final Contestant contestant;
    private final Assignment assignment;

    LatencyTurn(BenchmarkSettings settings, Cluster cluster, Contestant contestant, Assignment assignment) {
        this.settings = settings;
        this.cluster = cluster;
        this.contestant = contestant;
        this.assignment = assignment;
    }

    /**
     * Measures at one rate.
     *
     * @param load the rate as a fraction of the contestant's capacity, for the report
     * @param rate events per second
     */
    Latency play(double load, double rate) throws IOException, InterruptedException {
        cluster.createTopics(assignment, settings.partitions);
        long warmUp = settings.warmUpEvents(contestant);
        long recover = (long) (rate * RECOVER_SECONDS);
        long measured = (long) (rate * settings.latencySeconds);
        Timetable timetable = new Timetable(rate, warmUp, recover);
        try (ChildProcess process = contestant.start(settings, assignment);
                LoadStream events = new LoadStream(settings);
                InputTopic topic = new InputTopic(cluster, assignment.input(), contestant.format(), LINGER_MILLIS);
                IntentListener listener = new IntentListener(cluster, assignment, settings.partitions, timetable)) {
            listener.start();
            for (long i = 0; i < warmUp; i++) {
                topic.send(record(topic, events.next(), i));
            }
            listener.await(warmUp, process);
            timetable.start(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
            for (long i = warmUp; i < warmUp + recover + measured; i++) {
                ProducerRecord<byte[], byte[]> record = record(topic, events.next(), i);
                awaitTime(timetable.dueNanos(i));
                topic.send(record);
            }
            topic.flush();
            listener.await(warmUp + recover + measured, process);
            return Latency.of(contestant, assignment.guarantee(), load, rate, listener.others(), listener.bots());
        }
    }

    private static ProducerRecord<byte[], byte[]> record(InputTopic topic, ClickEvent event, long number) {
        event.setEventId(Long.toString(number));
        ProducerRecord<byte[], byte[]> record = topic.record(event);
        record.headers().add(IntentListener.NUMBER, IntentListener.bytes(number));
        return record;
    }

    private static void awaitTime(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(Math.max(left, TICK_NANOS));
        }
    }
}
