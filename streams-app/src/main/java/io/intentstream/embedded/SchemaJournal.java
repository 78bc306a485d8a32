package io.intentstream.embedded;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The registry's file: one JSON line for each change, forced to disk before the change is answered. An incomplete last
 * line is a change that was never answered, and is cut off at the next start.
 */
final class SchemaJournal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final FileChannel channel;

    private SchemaJournal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** A change. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Registered.class, name = "registered"),
        @JsonSubTypes.Type(value = Configured.class, name = "configured")
    })
    sealed interface JournalEntry {}

    /** A subject got a new version; the schema's id is new, or another subject has the same schema. */
    record Registered(String subject, int id, String schema) implements JournalEntry {}

    /** A level was set for a subject, or without a subject for all; without a level, it was reset to the default. */
    record Configured(@Nullable String subject, @Nullable CompatibilityLevel level) implements JournalEntry {}

    /**
     * Opens the file, creates it if absent, and replays its changes. The caller must hold the folder's lock.
     *
     * @throws EmbeddedServerException when a line cannot be read
     */
    static SchemaJournal open(Path file, Consumer<JournalEntry> replay) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        SchemaJournal journal = new SchemaJournal(file, channel);
        try {
            journal.replay(replay);
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void replay(Consumer<JournalEntry> replay) throws IOException {
        String text = Files.readString(file);
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            replay.accept(read(text.substring(start, end)));
            start = end + 1;
        }
        channel.truncate(text.substring(0, start).getBytes(StandardCharsets.UTF_8).length);
        channel.position(channel.size());
    }

    private JournalEntry read(String line) {
        try {
            return JSON.readValue(line, JournalEntry.class);
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "The schema registry's file " + file
                            + " is damaged: restore it, or delete it to start with an empty registry",
                    e);
        }
    }

    void append(JournalEntry change) throws IOException {
        byte[] line =
                (JSON.writerFor(JournalEntry.class).writeValueAsString(change) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
