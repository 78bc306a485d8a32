package io.intentstream.config;

import java.util.Arrays;
import java.util.Optional;

/** How the events of a topic or a file are written. */
public enum InputFormat {
    /** Avro by {@code ClickEvent.avsc}, framed as Confluent's clients do. */
    CLICKEVENT_AVRO("clickevent-avro"),
    /** A JSON object with the fields of ClickEvent. */
    CLICKEVENT_JSON("clickevent-json"),
    /** A message of Segment's or RudderStack's trackers, as JSON. */
    SEGMENT("segment"),
    /** A row of GA4's BigQuery export, as JSON. */
    GA4("ga4"),
    /** An enriched event of Snowplow: tab-separated columns, or the JSON that Snowplow's analytics SDKs make of them. */
    SNOWPLOW("snowplow"),
    /** Columns with a separator between, whose meaning the mapping file gives. */
    CSV("csv");

    private final String id;

    InputFormat(String id) {
        this.id = id;
    }

    /** Its name in settings, options and documents. */
    public String id() {
        return id;
    }

    /** The format of this name. */
    public static Optional<InputFormat> named(String id) {
        return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
    }

    @Override
    public String toString() {
        return id;
    }
}
