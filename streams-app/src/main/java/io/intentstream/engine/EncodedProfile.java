package io.intentstream.engine;

import io.intentstream.avro.EncodedRecords;
import io.intentstream.schema.UserProfile;
import java.util.Arrays;

/**
 * A profile as it goes out. The engine writes one for every event, and few who get one read it.
 *
 * @param bytes a {@link UserProfile} in Avro's binary encoding
 */
public record EncodedProfile(byte[] bytes) {

    /** The profile that the bytes hold. */
    public UserProfile read() {
        return EncodedRecords.read(bytes, UserProfile.SCHEMA$);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedProfile profile && Arrays.equals(bytes, profile.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return read().toString();
    }
}
