package io.intentstream.server.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.CollectorSettings;
import io.intentstream.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The keys that trackers may send; none means that any will do. */
public final class WriteKeys {
    private final List<byte[]> keys;

    private WriteKeys(List<String> keys) {
        this.keys = keys.stream().map(key -> key.getBytes(UTF_8)).toList();
    }

    /** These keys. */
    public static WriteKeys of(String... keys) {
        return new WriteKeys(List.of(keys));
    }

    /**
     * The keys of the settings and of the file that they name.
     *
     * @throws InvalidConfigException when the file cannot be read or holds no key
     */
    public static WriteKeys of(CollectorSettings settings) {
        List<String> keys = new ArrayList<>(settings.writeKeys());
        settings.writeKeysPath().ifPresent(file -> keys.addAll(read(file)));
        return new WriteKeys(keys);
    }

    private static List<String> read(Path file) {
        List<String> keys;
        try {
            keys = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new InvalidConfigException(List.of("collector.write.keys.path: " + file
                    + " cannot be read as text; does it exist, and may you read it? ("
                    + e.getClass().getSimpleName() + ")"));
        }
        if (keys.isEmpty()) {
            throw new InvalidConfigException(
                    List.of("collector.write.keys.path: " + file + " holds no key; write one key a line"));
        }
        return keys;
    }

    /** Whether every key is accepted. */
    boolean isOpen() {
        return keys.isEmpty();
    }

    /** Whether a tracker with this key may send; takes as long for any key of the same length. */
    boolean accepts(String key) {
        byte[] given = key.getBytes(UTF_8);
        boolean known = isOpen();
        for (byte[] one : keys) {
            known |= MessageDigest.isEqual(one, given);
        }
        return known;
    }
}
