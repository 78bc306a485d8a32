package io.intentstream.topology;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Reads packs and raw records; writes raw records only, as a pack never leaves the process. A null value arrives as
 * {@link Arrival.Raw} too, so that an empty record can be dead-lettered.
 */
final class ArrivalSerde implements Serde<Arrival> {

    @Override
    public Serializer<Arrival> serializer() {
        return (topic, arrival) -> {
            if (arrival instanceof Arrival.Raw raw) {
                return raw.value();
            }
            throw new IllegalArgumentException("Only raw records can be written to " + topic + ", not packs");
        };
    }

    @Override
    public Deserializer<Arrival> deserializer() {
        return new Deserializer<>() {
            @Override
            public Arrival deserialize(String topic, byte[] data) {
                return new Arrival.Raw(data);
            }

            @Override
            public Arrival deserialize(String topic, Headers headers, byte[] data) {
                return PackHeader.isAmong(headers) ? PackHeader.takeFrom(headers) : new Arrival.Raw(data);
            }
        };
    }
}
