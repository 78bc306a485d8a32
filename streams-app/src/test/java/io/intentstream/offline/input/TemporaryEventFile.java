package io.intentstream.offline.input;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small hand-written files. */
final class TemporaryEventFile {

    private TemporaryEventFile() {}

    static String plain(Path directory, String... lines) throws IOException {
        Path file = directory.resolve("events.csv");
        Files.writeString(file, String.join("\n", lines));
        return file.toString();
    }

    static String gzip(Path directory, String... lines) throws IOException {
        Path file = directory.resolve("events.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        return file.toString();
    }
}
