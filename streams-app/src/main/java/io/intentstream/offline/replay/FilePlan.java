package io.intentstream.offline.replay;

import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.FileFormat;
import io.intentstream.offline.input.MalformedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The events of files, one file after the other.
 *
 * @param files their names; {@link EventFile#STANDARD_INPUT} may be one
 * @param format the files' format
 * @param asIs whether events are taken in the files' order; events of recordings always are
 * @param malformed what to do with lines that are no events
 * @param corrupt what to do with damaged blocks
 */
public record FilePlan(
        List<String> files, FileFormat format, boolean asIs, MalformedPolicy malformed, MalformedPolicy corrupt)
        implements RecordingPlan {
    /** A line of text; gzip reduces it to about a sixth. */
    private static final int BYTES_PER_EVENT = 100;

    private static final int BYTES_PER_ZIPPED_EVENT = 15;

    @Override
    public List<String> identity() {
        return files.stream().map(this::identity).toList();
    }

    private String identity(String file) {
        if (file.equals(EventFile.STANDARD_INPUT)) {
            return "standard input";
        }
        try {
            Path path = Path.of(file).toRealPath();
            return path + " (" + format.identity() + ", " + Files.size(path) + " bytes, "
                    + Files.getLastModifiedTime(path) + ")";
        } catch (IOException e) {
            return file;
        }
    }

    @Override
    public long estimatedRecords() {
        boolean compressed = format.kind().isRecording() || files.stream().allMatch(file -> file.endsWith(".gz"));
        return bytes() / (compressed ? BYTES_PER_ZIPPED_EVENT : BYTES_PER_EVENT);
    }

    /** The size of all files together; files whose size is unknown count as 0. */
    long bytes() {
        return files.stream().mapToLong(FilePlan::bytes).sum();
    }

    private static long bytes(String file) {
        try {
            return file.equals(EventFile.STANDARD_INPUT) ? 0 : Files.size(Path.of(file));
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public boolean inOrder() {
        return asIs || format.kind().isRecording();
    }

    @Override
    public Recording open() {
        return new FileRecording(this);
    }

    EventSource open(int file) {
        return EventFile.open(files.get(file), format, malformed, corrupt);
    }
}
