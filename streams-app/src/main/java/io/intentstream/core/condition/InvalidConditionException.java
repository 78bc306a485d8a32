package io.intentstream.core.condition;

import java.util.List;
import java.util.stream.Collectors;

/** A text is no condition. Holds every problem, not only the first. */
public final class InvalidConditionException extends RuntimeException {
    private final transient List<ConditionProblem> problems;

    InvalidConditionException(String text, List<ConditionProblem> problems) {
        super(problems.stream()
                .map(problem ->
                        "line " + problem.line(text) + ", column " + problem.column(text) + ": " + problem.message())
                .collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the text. */
    public List<ConditionProblem> problems() {
        return problems;
    }
}
