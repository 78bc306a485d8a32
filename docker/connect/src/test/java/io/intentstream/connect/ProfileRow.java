package io.intentstream.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.schema.PriceBand;
import io.intentstream.schema.UserProfile;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a profile that both the topic and the table hold. */
record ProfileRow(
        String userId,
        long updateNumber,
        List<Optional<Instant>> times,
        List<Optional<Object>> numbers,
        String band,
        Map<String, Long> lifetimeCounts,
        List<String> cart,
        List<String> trajectory,
        List<String> tags,
        List<String> changed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ProfileRow of(UserProfile profile) {
        Optional<PriceBand> prices = Optional.ofNullable(profile.getPriceBand());
        return new ProfileRow(
                profile.getUserId(),
                profile.getUpdateNumber(),
                List.of(
                        Optional.of(profile.getFirstSeen()),
                        Optional.of(profile.getLastSeen()),
                        Optional.of(profile.getCurrentSession().getStartedAt()),
                        Optional.ofNullable(profile.getLastPurchaseAt())),
                List.of(
                        Optional.of(profile.getSessions()),
                        Optional.of(profile.getOrders()),
                        Optional.of(profile.getCurrentSession().getEvents()),
                        Optional.of(profile.getCurrentSession().getDurationMillis()),
                        Optional.ofNullable(profile.getRhythm().getMeanDwellMillis()),
                        prices.map(PriceBand::getTypicalMinor),
                        Optional.of(profile.getIntent().getProbability()),
                        Optional.of(profile.getIntent().getDegraded())),
                profile.getIntent().getBand().name(),
                new LinkedHashMap<>(profile.getLifetimeCounts()),
                profile.getCart().stream()
                        .map(item -> item.getItemId() + " " + item.getQuantity() + " " + item.getAddedAt())
                        .toList(),
                profile.getTrajectory().stream()
                        .map(step -> step.getEventType() + " " + step.getEventTime() + " " + step.getItemId())
                        .toList(),
                profile.getTags().stream()
                        .map(tag -> tag.getName() + " " + tag.getWeight() + " " + tag.getSince())
                        .toList(),
                profile.getChanged());
    }

    static ProfileRow of(Map<String, Object> row) {
        Map<String, Long> counts = new LinkedHashMap<>();
        json(row, "lifetime_counts")
                .properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().longValue()));
        return new ProfileRow(
                (String) row.get("user_id"),
                (Long) row.get("update_number"),
                List.of(
                        time(row, "first_seen"),
                        time(row, "last_seen"),
                        time(row, "current_session_started_at"),
                        time(row, "last_purchase_at")),
                List.of(
                        Optional.of(row.get("sessions")),
                        Optional.of(row.get("orders")),
                        Optional.of(row.get("current_session_events")),
                        Optional.of(row.get("current_session_duration_millis")),
                        Optional.ofNullable(row.get("rhythm_mean_dwell_millis")),
                        Optional.ofNullable(row.get("price_band_typical_minor")),
                        Optional.of(row.get("intent_probability")),
                        Optional.of(row.get("intent_degraded"))),
                (String) row.get("intent_band"),
                counts,
                texts(row, "cart", "itemId", "quantity", "addedAt"),
                texts(row, "trajectory", "eventType", "eventTime", "itemId"),
                texts(row, "tags", "name", "weight", "since"),
                texts(row, "changed"));
    }

    static Optional<Instant> time(Map<String, Object> row, String column) {
        return Optional.ofNullable((Timestamp) row.get(column)).map(Timestamp::toInstant);
    }

    /** The elements of a JSON array; for objects, only these fields. */
    static List<String> texts(Map<String, Object> row, String column, String... fields) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : json(row, column)) {
            List<String> words = new ArrayList<>();
            for (String field : fields) {
                words.add(element.get(field).asText());
            }
            texts.add(fields.length == 0 ? element.asText() : String.join(" ", words));
        }
        return texts;
    }

    private static JsonNode json(Map<String, Object> row, String column) {
        try {
            return JSON.readTree(row.get(column).toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(column, e);
        }
    }
}
