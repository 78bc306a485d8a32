package io.intentstream.offline.input;

/**
 * A line that is not an event of its format. Carries no content of the line, since it may end in a log.
 *
 * @param file the file as the user named it
 * @param line its number, from 1
 * @param place where in the line, such as {@code column 4 (behaviour)}
 * @param expected what should be there
 */
public record MalformedLine(String file, long line, String place, String expected) {

    /** The same, of the last line of a file that ends in the middle of it. */
    MalformedLine atCut() {
        return new MalformedLine(
                file, line, place, expected + "; the file ends within this line, so it may be cut off");
    }

    /** One sentence for the user. */
    public String describe() {
        return file + " line " + line + ", " + place + ": expected " + expected;
    }
}
