package io.intentstream.stream.processing;

import org.apache.kafka.streams.processor.api.Record;

/**
 * A record ready to be sent.
 *
 * @param sink where it is sent
 * @param record its bytes
 */
record OutgoingRecord(Sink sink, Record<byte[], byte[]> record) {}
