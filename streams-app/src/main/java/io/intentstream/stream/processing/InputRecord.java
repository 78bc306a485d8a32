package io.intentstream.stream.processing;

import org.apache.kafka.common.header.Headers;

/**
 * One record of the input, as received.
 *
 * @param origin where it entered
 * @param key null when the record has none
 * @param value null when the record has none
 * @param headers in their order
 * @param timestamp in epoch milliseconds; may be wrong
 */
public record InputRecord(RecordOrigin origin, byte[] key, byte[] value, Headers headers, long timestamp) {}
