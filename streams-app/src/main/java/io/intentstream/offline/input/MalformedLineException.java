package io.intentstream.offline.input;

/** A parser's error for a line; the reader adds the file and the line number. */
final class MalformedLineException extends Exception {

    private final String place;
    private final String expected;

    /**
     * @param place the place in the line
     * @param expected what should be there
     */
    MalformedLineException(String place, String expected) {
        super(place + ": expected " + expected, null, false, false); // no stack trace: a lenient read may see millions
        this.place = place;
        this.expected = expected;
    }

    /** The same error at another place. */
    MalformedLineException at(String place) {
        return new MalformedLineException(place, expected);
    }

    MalformedLine in(String file, long line) {
        return new MalformedLine(file, "line", line, place, expected);
    }
}
