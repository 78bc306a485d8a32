package io.intentstream.wire.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The id of an event whose record has none: the same bytes give the same id, so that a repeated record is a duplicate. */
public final class ContentId {
    private static final int BYTES = 16;

    private ContentId() {}

    /** The first 16 bytes of the SHA-256 of these bytes, in hexadecimal. */
    public static String of(byte[] bytes, int from, int to) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, to - from);
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
