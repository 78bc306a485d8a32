package io.intentstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.core.audience.Audience;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.WholeStates;
import io.intentstream.core.state.Memberships;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.UserProfile;
import io.intentstream.stream.store.StateKeySerde;
import io.intentstream.stream.store.StateStores;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** What an engine has written to the topics that its settings name. */
record StreamResults(TestCluster cluster, Map<String, String> settings) {

    /** Every user's intents in their order. */
    Map<String, List<PurchaseIntent>> intentsByUser() {
        return byUser("intents.topic");
    }

    /** What each user entered and left, in order. */
    Map<String, List<AudienceEvent>> audienceEventsByUser() {
        return byUser("audience.events.topic");
    }

    /** The ended sessions of each user, in order. */
    Map<String, List<SessionOutcome>> sessionOutcomesByUser() {
        return byUser("session.outcomes.topic");
    }

    /** The lists of each user, in order. */
    Map<String, List<Recommendations>> recommendationsByUser() {
        return byUser("recommendations.topic");
    }

    private <T extends SpecificRecord> Map<String, List<T>> byUser(String setting) {
        String topic = settings.get(setting);
        Deserializer<T> deserializer = cluster.serdes().deserializer();
        Map<String, List<T>> records = new HashMap<>();
        cluster.readAll(topic)
                .forEach(record -> records.computeIfAbsent(new String(record.key(), UTF_8), user -> new ArrayList<>())
                        .add(deserializer.deserialize(topic, record.value())));
        return records;
    }

    /** Sizes of the audiences according to the changelog of the store that counts them, over all partitions. */
    Map<Integer, Long> countedMembers() {
        Map<String, Long> latest = new HashMap<>();
        cluster.readAll(settings.get("application.id") + "-audiences-changelog").forEach(record -> {
            String key = new String(record.key(), UTF_8);
            if (key.startsWith("audience/") && record.value() != null) {
                latest.put(
                        record.partition() + " " + key,
                        ByteBuffer.wrap(record.value()).getLong());
            }
        });
        Map<Integer, Long> members = new HashMap<>();
        latest.forEach(
                (key, size) -> members.merge(Audience.idOf(key.substring(key.indexOf('/') + 1)), size, Long::sum));
        members.values().removeIf(size -> size == 0);
        return members;
    }

    /** Sizes of the audiences according to the users' states. */
    Map<Integer, Long> recountedMembers() {
        return recountedMembers(storedStates());
    }

    static Map<Integer, Long> recountedMembers(MemoryStates states) {
        Map<Integer, Long> members = new HashMap<>();
        states.values().forEach((key, value) -> {
            if (key instanceof StateKey.Head) {
                Memberships memberships = UserState.membershipsOf(value);
                for (int i = 0; i < memberships.size(); i++) {
                    members.merge(memberships.id(i), 1L, Long::sum);
                }
            }
        });
        return members;
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
