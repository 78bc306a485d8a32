package io.intentstream.stream.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Writes the time to a partition without events, as a request of a user of the engine's own. So the wall clock enters as a
 * record, and the task that wrote it reads it behind everything that it knows of. A release that does not know ticks reads a
 * request without an effect.
 *
 * <p>Inside the topology a tick's key is its partition; {@link #KEYS} writes the user's id instead.
 *
 * @param topic the topic of users' requests
 * @param serializer writes the request
 * @param interval how long nothing must have been processed
 */
public record TickWriter(String topic, Serializer<UserRequest> serializer, Duration interval) {
    /** The user of all ticks; no shop's user. */
    public static final String USER = "__intentstream_clock";

    /** Sends each tick to the partition that its key in the topology names. */
    public static final StreamPartitioner<byte[], byte[]> PARTITIONS =
            (name, key, value, count) -> Optional.of(Set.of(ByteBuffer.wrap(key).getInt()));

    /** Writes the id of {@link #USER} for any key. */
    public static final Serde<byte[]> KEYS = Serdes.serdeFrom(
            (name, key) -> USER.getBytes(UTF_8), Serdes.ByteArray().deserializer());

    /** Whether a request is a tick. */
    static boolean isTick(UserRequest request) {
        return request.getKind() == RequestKind.TICK && request.getUserId().equals(USER);
    }

    /**
     * A tick.
     *
     * @param partition where it goes
     * @param now the wall clock, epoch milliseconds
     */
    OutgoingRecord tick(int partition, long now, Header[] headers) {
        UserRequest request = UserRequest.newBuilder()
                .setRequestId("tick-" + partition + "-" + TimeUnit.MILLISECONDS.toMinutes(now))
                .setUserId(USER)
                .setKind(RequestKind.TICK)
                .setRequestedAt(Instant.ofEpochMilli(now))
                .build();
        byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
        return OutputEncoder.outgoing(Sink.TICKS, key, serializer.serialize(topic, request), now, headers);
    }
}
