package io.intentstream.core.audience;

import java.util.List;

/** A file of audiences cannot be used. Holds every problem, not only the first. */
public final class InvalidAudiencesException extends RuntimeException {
    private final transient List<String> problems;

    InvalidAudiencesException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem: the file, line and column, what is wrong, and what is allowed. */
    public List<String> problems() {
        return problems;
    }
}
