package io.intentstream.config;

import java.util.List;

/** Settings that cannot be used. Holds every problem, not the first alone. */
public final class InvalidConfigException extends RuntimeException {

    private final List<String> problems;

    InvalidConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each: what is wrong, where, and what is allowed. */
    public List<String> problems() {
        return problems;
    }
}
