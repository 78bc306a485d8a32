package io.intentstream.topology;

import org.apache.kafka.streams.processor.api.Record;

/**
 * A record ready to be sent.
 *
 * @param sink name of the sink that it goes to
 * @param record its bytes
 */
record Emission(String sink, Record<byte[], byte[]> record) {}
