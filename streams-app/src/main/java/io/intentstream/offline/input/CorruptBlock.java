package io.intentstream.offline.input;

/**
 * A damaged part of a file that was skipped: a block of an Avro file, or everything after the damage in a gzip file.
 *
 * @param file the file as the user named it
 * @param from its first byte, from 0
 * @param to the byte at which reading continued; the file's length when nothing followed
 * @param reason what is wrong with it
 */
public record CorruptBlock(String file, long from, long to, String reason) {

    /** One sentence for the user. */
    public String describe() {
        return file + ", bytes " + from + " to " + to + ": " + reason;
    }
}
