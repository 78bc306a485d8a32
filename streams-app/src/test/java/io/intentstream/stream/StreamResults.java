package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.WholeStates;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.store.StateKeySerde;
import io.intentstream.stream.store.StateStores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;

/** What an engine has written to the topics that its settings name. */
record StreamResults(TestCluster cluster, Map<String, String> settings) {

    /** Every user's intents in their order. */
    Map<String, List<PurchaseIntent>> intentsByUser() {
        String topic = settings.get("intents.topic");
        Deserializer<PurchaseIntent> deserializer = cluster.serdes().deserializer();
        Map<String, List<PurchaseIntent>> intents = new HashMap<>();
        cluster.readAll(topic)
                .forEach(record -> intents.computeIfAbsent(new String(record.key(), UTF_8), user -> new ArrayList<>())
                        .add(deserializer.deserialize(topic, record.value())));
        return intents;
    }

    /** Every user's latest profile; null for a tombstone. */
    Map<String, UserProfile> finalProfiles() {
        String topic = settings.get("profiles.topic");
        Deserializer<UserProfile> deserializer = cluster.serdes().deserializer();
        Map<String, UserProfile> profiles = new HashMap<>();
        cluster.readAll(topic)
                .forEach(record ->
                        profiles.put(new String(record.key(), UTF_8), deserializer.deserialize(topic, record.value())));
        return profiles;
    }

    /** Every user's latest state, in one piece, as hex; users whose state was deleted are left out. */
    Map<String, String> finalStates() {
        return hex(WholeStates.of(storedStates()));
    }

    /** The content of the store according to its changelog. */
    MemoryStates storedStates() {
        String changelog = StateStores.usersChangelog(settings.get("application.id"));
        MemoryStates states = new MemoryStates();
        try (StateKeySerde keys = new StateKeySerde()) {
            cluster.readAll(changelog)
                    .forEach(record ->
                            states.write(keys.deserializer().deserialize(changelog, record.key()), record.value()));
        }
        return states;
    }

    static Map<String, String> hex(Map<String, byte[]> states) {
        Map<String, String> hex = new TreeMap<>();
        states.forEach((user, state) -> hex.put(user, HexFormat.of().formatHex(state)));
        return hex;
    }
}
