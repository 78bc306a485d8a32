package io.intentstream.connect;

import io.intentstream.schema.PurchaseIntent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of an intent that both the topic and the table hold. */
record IntentRow(
        String userId,
        String eventId,
        Instant eventTime,
        String eventType,
        Optional<String> itemId,
        Optional<String> categoryId,
        long updateNumber,
        double probability,
        Optional<Double> previousProbability,
        String band,
        List<String> drivers,
        List<String> categories,
        String modelFingerprint,
        boolean late) {

    static IntentRow of(PurchaseIntent intent) {
        return new IntentRow(
                intent.getUserId(),
                intent.getEventId(),
                intent.getEventTime(),
                intent.getEventType().name(),
                Optional.ofNullable(intent.getItemId()),
                Optional.ofNullable(intent.getCategoryId()),
                intent.getUpdateNumber(),
                intent.getProbability(),
                Optional.ofNullable(intent.getPreviousProbability()),
                intent.getBand().name(),
                intent.getDrivers().stream()
                        .map(driver ->
                                driver.getEventType() + " " + driver.getEventTime() + " " + driver.getLogOddsChange())
                        .toList(),
                intent.getCategories().stream()
                        .map(category -> category.getCategoryId() + " " + category.getProbability())
                        .toList(),
                intent.getModelFingerprint(),
                intent.getLate());
    }

    static IntentRow of(Map<String, Object> row) {
        return new IntentRow(
                (String) row.get("user_id"),
                (String) row.get("event_id"),
                ProfileRow.time(row, "event_time").orElseThrow(),
                (String) row.get("event_type"),
                Optional.ofNullable((String) row.get("item_id")),
                Optional.ofNullable((String) row.get("category_id")),
                (Long) row.get("update_number"),
                (Double) row.get("probability"),
                Optional.ofNullable((Double) row.get("previous_probability")),
                (String) row.get("band"),
                ProfileRow.texts(row, "drivers", "eventType", "eventTime", "logOddsChange"),
                ProfileRow.texts(row, "categories", "categoryId", "probability"),
                (String) row.get("model_fingerprint"),
                (Boolean) row.get("late"));
    }
}
