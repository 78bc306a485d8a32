package io.intentstream.server.http;

import java.util.Objects;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A topic of results, as clients follow it.
 *
 * @param topic where its records are
 * @param event name of the events that hold a record, such as {@code intent}
 * @param plural the word for several records, such as {@code intents}
 * @param deserializer makes a reader of the topic's values
 */
record Feed<T extends SpecificRecord>(
        String topic, String event, String plural, Supplier<Deserializer<T>> deserializer) {

    Feed {
        Objects.requireNonNull(topic);
    }
}
