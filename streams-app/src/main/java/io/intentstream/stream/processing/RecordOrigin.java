package io.intentstream.stream.processing;

import io.intentstream.core.state.Fnv1a;

/**
 * Where a record entered: its place in the input topic, also when it came by way of the repartition topic.
 *
 * @param topic input topic
 * @param partition its partition
 * @param offset its offset
 */
public record RecordOrigin(String topic, int partition, long offset) {

    /** A number for topic and partition that is the same after restarts and on other machines. */
    public long source() {
        return Fnv1a.add(Fnv1a.of(topic), partition);
    }
}
