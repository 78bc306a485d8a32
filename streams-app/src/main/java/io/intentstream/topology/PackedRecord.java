package io.intentstream.topology;

import org.apache.kafka.common.header.Headers;

/**
 * One record of a pack, as it was received.
 *
 * @param key null when the record has none
 * @param value null when the record has none
 * @param headers in their order
 * @param offset in the pack's partition
 * @param timestamp in epoch milliseconds, as the producer or the broker set it
 */
record PackedRecord(byte[] key, byte[] value, Headers headers, long offset, long timestamp) {}
