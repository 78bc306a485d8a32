package io.intentstream.offline.input;

/** Carries a parser's complaint about a line to the reader, which knows the file and the line number. */
final class MalformedLineException extends Exception {

    private final String place;
    private final String expected;

    /**
     * @param place where in the line
     * @param expected what should be there
     */
    MalformedLineException(String place, String expected) {
        super(place + ": expected " + expected, null, false, false); // no stack trace: a lenient read may see millions
        this.place = place;
        this.expected = expected;
    }

    /** The same complaint about another place. */
    MalformedLineException at(String place) {
        return new MalformedLineException(place, expected);
    }

    MalformedLine in(String file, long line) {
        return new MalformedLine(file, line, place, expected);
    }
}
