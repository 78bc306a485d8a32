/**
 * Records to bytes and back: Confluent's wire format, the schema registry's client, and the reader that tells bad events
 * from a registry that is merely away. May import {@code event}, {@code avro}, the Avro contracts and Kafka's client interfaces; must
 * not import Kafka Streams or anything of the engine.
 */
@NullMarked
package io.intentstream.serde;

import org.jspecify.annotations.NullMarked;
