package io.intentstream.stream.processing;

import org.apache.kafka.streams.processor.api.Record;

/**
 * A record ready to be sent.
 *
 * @param sink name of the sink
 * @param record its bytes
 */
record OutgoingRecord(String sink, Record<byte[], byte[]> record) {}
