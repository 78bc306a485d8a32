package io.intentstream.core.condition;

/**
 * What is wrong in a condition.
 *
 * @param offset index of the letter in the text, from 0
 * @param message what is wrong, and what is allowed
 */
public record ConditionProblem(int offset, String message) {

    /** Line of {@link #offset} in the text, from 1. */
    public int line(String text) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return line;
    }

    /** Column of {@link #offset} in its line, from 1; letters outside the basic plane count once. */
    public int column(String text) {
        int end = Math.min(offset, text.length());
        int start = end == 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
        return text.codePointCount(start, end) + 1;
    }
}
