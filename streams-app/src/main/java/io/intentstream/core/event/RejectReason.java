package io.intentstream.core.event;

/** Why an event goes to the dead-letter topic. The name is the reason code in the headers of the dead letter. */
public enum RejectReason {
    /** The record has no value. */
    EMPTY_VALUE,
    /** The first byte is not Confluent's magic byte 0, or the value is shorter than its 5-byte prefix. */
    UNKNOWN_MAGIC_BYTE,
    /** The registry does not know the schema id, or refuses its schema. */
    UNKNOWN_SCHEMA_ID,
    /** The bytes do not decode as the writer's schema, or that schema cannot be read as a ClickEvent. */
    UNDECODABLE,
    /** A field of a shop's own format is missing, or its value has no meaning there; the message names the field. */
    INVALID_FIELD,
    /** A text field is not valid UTF-8. */
    INVALID_UTF8,
    /** A text contains U+0000 or half of a surrogate pair, which would change or be refused where it is stored. */
    INVALID_TEXT,
    /** userId is missing or blank. */
    MISSING_USER_ID,
    /** userId has more than 256 bytes. */
    USER_ID_TOO_LONG,
    /** The record's key is not the userId, although the settings declare the input to be keyed by user. */
    KEY_MISMATCH,
    /** eventId, or the requestId of a request, is missing or blank. */
    MISSING_EVENT_ID,
    /** eventTime is before 2000-01-01. */
    EVENT_TIME_TOO_OLD,
    /** eventTime is further ahead of now than allowed. */
    EVENT_TIME_IN_FUTURE,
    /** priceMinor is negative or implausibly high. */
    PRICE_OUT_OF_RANGE,
    /** valueMinor is negative or implausibly high. */
    VALUE_OUT_OF_RANGE,
    /** items has more than 200 products. */
    TOO_MANY_ITEMS,
    /** quantity is negative or implausibly high. */
    QUANTITY_OUT_OF_RANGE,
    /** dwellMillis is negative or longer than 7 days. */
    DWELL_OUT_OF_RANGE,
    /** A text field is longer than allowed, or all attributes together are. */
    FIELD_TOO_LONG
}
