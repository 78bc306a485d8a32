package io.intentstream.offline.input;

/**
 * A line, or a record of an Avro file, that is not an event of its format. Contains nothing of its content, since it may be
 * logged.
 *
 * @param file the file as the user named it
 * @param unit what it is: {@code line} or {@code record}
 * @param number its number, from 1
 * @param problem the place in it and what should be there, such as {@code column 4 (behaviour): expected pv, fav, cart or buy}
 */
public record MalformedLine(String file, String unit, long number, String problem) {

    /** The same for the last line of a file without a line break at its end. */
    MalformedLine atCut() {
        return new MalformedLine(
                file, unit, number, problem + "; the file ends within this line, so it may be cut off");
    }

    /** One sentence for the user. */
    public String describe() {
        return file + " " + unit + " " + number + ", " + problem;
    }
}
