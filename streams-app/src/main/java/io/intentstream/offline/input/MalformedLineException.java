package io.intentstream.offline.input;

/** A parser's error for a line; the reader adds the file and the line number. */
final class MalformedLineException extends Exception {

    private final String problem;

    /**
     * @param place the place in the line
     * @param expected what should be there
     */
    MalformedLineException(String place, String expected) {
        this(place + ": expected " + expected);
    }

    /** @param problem the place in the line, and what is wrong there */
    MalformedLineException(String problem) {
        super(problem, null, false, false); // no stack trace: a lenient read may see millions
        this.problem = problem;
    }

    MalformedLine in(String file, long line) {
        return new MalformedLine(file, "line", line, problem);
    }
}
