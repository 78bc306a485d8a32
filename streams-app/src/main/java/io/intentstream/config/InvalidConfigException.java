package io.intentstream.config;

import java.util.List;

/** Invalid settings. Holds every problem, not only the first. */
public final class InvalidConfigException extends RuntimeException {

    private final List<String> problems;

    public InvalidConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem: what is wrong, where, and what is allowed. */
    public List<String> problems() {
        return problems;
    }
}
