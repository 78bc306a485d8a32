package io.intentstream.benchmarks.contestant;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Results of intentstream to write instead of computed ones, in the wire format and in their original order.
 *
 * @param profiles at least one
 * @param intents at least one
 */
public record SampleResults(List<byte[]> profiles, List<byte[]> intents) {

    /** Writes a file for {@link #read}. */
    public void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            write(profiles, out);
            write(intents, out);
        }
    }

    private static void write(List<byte[]> values, DataOutputStream out) throws IOException {
        out.writeInt(values.size());
        for (byte[] value : values) {
            out.writeInt(value.length);
            out.write(value);
        }
    }

    static SampleResults read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return new SampleResults(values(in), values(in));
        }
    }

    private static List<byte[]> values(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<byte[]> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(in.readNBytes(in.readInt()));
        }
        return values;
    }
}
