/**
 * Converts records to bytes and back: Confluent's wire format, the schema registry's client, and the reader that distinguishes bad
 * records from a registry that is temporarily unavailable. Imports the Avro classes of {@code core} and Kafka's client interfaces.
 */
@NullMarked
package io.intentstream.wire;

import org.jspecify.annotations.NullMarked;
