package io.intentstream.core.model;

import io.intentstream.core.feature.BucketCounts;
import io.intentstream.core.feature.ConversionCounts;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads and writes {@code counts.bin}: the bytes {@code ICNT}, the version (1), and the counts of products, then of
 * categories. Each is a row of views, additions to the cart and purchases for each of the 65,536 buckets; a number takes 7
 * bits a byte, the lowest first, and all bytes but its last have the highest bit set (unsigned LEB128).
 */
public final class CountsFile {
    private static final byte[] MAGIC = "ICNT".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int PAYLOAD_BITS = 7;
    private static final int PAYLOAD = (1 << PAYLOAD_BITS) - 1;

    private CountsFile() {}

    /** The counts as bytes. Equal counts produce equal bytes. */
    public static byte[] toBytes(ConversionCounts counts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MAGIC);
        bytes.write(VERSION);
        write(counts.items(), bytes);
        write(counts.categories(), bytes);
        return bytes.toByteArray();
    }

    /**
     * Parses the counts.
     *
     * @param file path of the file, for messages
     * @param content bytes of the file
     * @throws ModelBundleException when the content is of another version, too short, too long or no such file
     */
    public static ConversionCounts parse(Path file, byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        try {
            byte[] magic = new byte[MAGIC.length];
            bytes.get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw damaged(file, "does not begin with ICNT");
            }
            byte version = bytes.get();
            if (version != VERSION) {
                throw new ModelBundleException(
                        file,
                        "has version " + version + ", and this release reads version " + VERSION,
                        "Use the release that trained the bundle, or train it again.");
            }
            ConversionCounts counts = new ConversionCounts(read(bytes, file), read(bytes, file));
            if (bytes.hasRemaining()) {
                throw damaged(file, "has " + bytes.remaining() + " bytes after the last count");
            }
            return counts;
        } catch (BufferUnderflowException e) {
            throw damaged(file, "ends after " + content.length + " bytes, before the last count");
        }
    }

    private static void write(BucketCounts counts, ByteArrayOutputStream bytes) {
        for (int count : counts.toArray()) {
            int rest = count;
            for (; rest > PAYLOAD; rest >>>= PAYLOAD_BITS) {
                bytes.write(rest & PAYLOAD | PAYLOAD + 1);
            }
            bytes.write(rest);
        }
    }

    private static BucketCounts read(ByteBuffer bytes, Path file) {
        int[] counts = new BucketCounts().toArray();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = readCount(bytes, file);
        }
        return BucketCounts.of(counts);
    }

    private static int readCount(ByteBuffer bytes, Path file) {
        long count = 0;
        int bits = 0;
        byte next;
        do {
            next = bytes.get();
            count |= (long) (next & PAYLOAD) << bits;
            bits += PAYLOAD_BITS;
        } while (next < 0 && bits < Integer.SIZE);
        if (next < 0 || count > Integer.MAX_VALUE) {
            throw damaged(file, "has a count of more than " + Integer.MAX_VALUE);
        }
        return (int) count;
    }

    private static ModelBundleException damaged(Path file, String problem) {
        return new ModelBundleException(file, problem, "The file is damaged: copy the whole bundle again.");
    }
}
