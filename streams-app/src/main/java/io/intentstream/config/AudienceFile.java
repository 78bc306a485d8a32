package io.intentstream.config;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.audience.AudienceSetReader;
import io.intentstream.core.audience.InvalidAudiencesException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a file of audiences from the disk: UTF-8, at most 1 MiB. */
public final class AudienceFile {
    private static final int MAX_BYTES = 1 << 20;

    private AudienceFile() {}

    /**
     * Reads audiences.
     *
     * @throws InvalidConfigException with every problem, each with the file, line and column
     */
    public static AudienceSet read(Path file) {
        try {
            return AudienceSetReader.read(file.toString(), text(file));
        } catch (InvalidAudiencesException e) {
            throw new InvalidConfigException(e.problems());
        }
    }

    private static String text(Path file) {
        if (Files.isDirectory(file)) {
            throw invalid(file + " is a folder; name a file of audiences in it");
        }
        if (!Files.exists(file)) {
            throw invalid("there is no file of audiences " + file);
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw invalid("cannot read the file of audiences " + file + ": " + e.getMessage());
        }
        if (bytes.length > MAX_BYTES) {
            throw invalid(file + " is larger than 1 MiB, the most for a file of audiences");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw invalid(file + " is not UTF-8; save it in this encoding");
        }
    }

    private static InvalidConfigException invalid(String problem) {
        return new InvalidConfigException(List.of(problem));
    }
}
