package io.intentstream.kafka;

import org.apache.kafka.common.utils.Utils;

/** Kafka's default rule by which a record's key determines its partition. Producers in other languages may use another. */
public final class KeyPartitioning {

    private KeyPartitioning() {}

    /** The number of the key's partition, from 0 to {@code partitions} - 1. */
    public static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
