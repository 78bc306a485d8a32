package io.intentstream.core.event;

/** Why an event ends in the dead-letter topic; the name is the reason code in its headers. */
public enum RejectReason {
    /** The record has no value. */
    EMPTY_VALUE,
    /** The first byte is not Confluent's magic byte 0, or the value is shorter than its 5-byte prefix. */
    UNKNOWN_MAGIC_BYTE,
    /** The registry answers that it does not know the schema id. */
    UNKNOWN_SCHEMA_ID,
    /** The bytes do not decode as the writer's schema, or that schema cannot be read as a ClickEvent. */
    UNDECODABLE,
    /** A text of the event is not valid UTF-8. */
    INVALID_UTF8,
    /** userId is missing or blank. */
    MISSING_USER_ID,
    /** userId has more than 256 bytes. */
    USER_ID_TOO_LONG,
    /** The record's key is not the userId, though the setting says that the input is keyed by user. */
    KEY_MISMATCH,
    /** eventId, or the requestId of a request, is missing or blank. */
    MISSING_EVENT_ID,
    /** eventTime is before 2000-01-01. */
    EVENT_TIME_TOO_OLD,
    /** eventTime is further ahead of now than allowed. */
    EVENT_TIME_IN_FUTURE,
    /** priceMinor is negative or absurdly high. */
    PRICE_OUT_OF_RANGE,
    /** quantity is negative or absurdly high. */
    QUANTITY_OUT_OF_RANGE,
    /** dwellMillis is negative or absurdly high. */
    DWELL_OUT_OF_RANGE,
    /** A text field, or all attributes together, are longer than allowed. */
    FIELD_TOO_LONG
}
