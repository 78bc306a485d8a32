package io.intentstream.offline.input;

/**
 * A line that is not an event of its format. Contains nothing of the line's content, since it may be logged.
 *
 * @param file the file as the user named it
 * @param line its number, from 1
 * @param place the place in the line, such as {@code column 4 (behaviour)}
 * @param expected what should be there
 */
public record MalformedLine(String file, long line, String place, String expected) {

    /** The same for the last line of a file without a line break at its end. */
    MalformedLine atCut() {
        return new MalformedLine(
                file, line, place, expected + "; the file ends within this line, so it may be cut off");
    }

    /** One sentence for the user. */
    public String describe() {
        return file + " line " + line + ", " + place + ": expected " + expected;
    }
}
