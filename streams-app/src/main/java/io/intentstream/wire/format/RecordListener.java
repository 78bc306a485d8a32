package io.intentstream.wire.format;

import com.fasterxml.jackson.databind.JsonNode;

/** Hears how records are read, so that a user can be told what his mapping file could add. */
public interface RecordListener {
    /** Does nothing. */
    RecordListener NONE = new RecordListener() {};

    /**
     * A record was read into a tree.
     *
     * @param record as its format's places name its values
     * @param mapper makes the event of it; knows which places it reads
     */
    default void onRecord(JsonNode record, EventMapper mapper) {}

    /**
     * Neither the format nor the mapping file knows an event's name, so that it became OTHER.
     *
     * @param name as in the record
     */
    default void onUnknownEvent(String name) {}

    /**
     * A record lacks what every event must have, at all the places where it is looked for.
     *
     * @param field the field's name in a mapping file
     */
    default void onMissing(String field) {}
}
