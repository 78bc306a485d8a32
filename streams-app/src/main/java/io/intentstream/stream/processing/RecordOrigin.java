package io.intentstream.stream.processing;

/**
 * Where an event entered: the input topic's place, also when it came by way of the repartition topic.
 *
 * @param topic input topic
 * @param partition its partition
 * @param offset its offset
 */
public record RecordOrigin(String topic, int partition, long offset) {
    private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** A number for the topic and partition that stays the same over restarts and machines (64-bit FNV-1a). */
    public long source() {
        long hash = FNV_OFFSET_BASIS;
        for (int i = 0; i < topic.length(); i++) {
            hash = (hash ^ topic.charAt(i)) * FNV_PRIME;
        }
        return (hash ^ partition) * FNV_PRIME;
    }
}
