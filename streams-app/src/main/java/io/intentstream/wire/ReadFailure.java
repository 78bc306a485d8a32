package io.intentstream.wire;

import io.intentstream.core.event.RejectReason;

/** Why a deserialization failed, and thereby what to do. */
sealed interface ReadFailure {

    /** The record is at fault: it becomes a dead letter. */
    record BadBytes(RejectReason reason, String message) implements ReadFailure {}

    /** The registry is unavailable: the record may be good, so wait and read it again. */
    record RegistryUnavailable(String message) implements ReadFailure {}

    /** A setting or the program is wrong: no record may be skipped. */
    record Fatal(RuntimeException cause) implements ReadFailure {}
}
