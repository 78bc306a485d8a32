package io.intentstream.wire;

import io.intentstream.core.event.RejectReason;

/** What a failed deserialization calls for. */
sealed interface ReadFailure {

    /** The record is at fault: it goes to the dead letters. */
    record BadBytes(RejectReason reason, String message) implements ReadFailure {}

    /** The registry is away: the record may be good, so wait and read it again. */
    record RegistryAway(String message) implements ReadFailure {}

    /** Neither: a setting is wrong or the program is. Nothing may be passed over. */
    record Fatal(RuntimeException cause) implements ReadFailure {}
}
