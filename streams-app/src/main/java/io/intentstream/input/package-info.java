/**
 * Where events come from before they are in Kafka: files of several formats, the shopper simulator, sorting by event
 * time and playing back at a rate. Imports the generated schemas, Avro and Jackson; never Kafka.
 */
@NullMarked
package io.intentstream.input;

import org.jspecify.annotations.NullMarked;
