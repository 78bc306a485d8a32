package io.intentstream.core.audience;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Where the letters of a YAML text stand in the file. YAML joins lines and drops indentation, but keeps every letter that is
 * no white space, so those are followed one by one.
 */
final class ScalarSource {
    private final String file;
    private final String value;
    private final ScalarStyle style;
    private int at;

    ScalarSource(String file, ScalarNode node) {
        this.file = file;
        this.value = node.getValue();
        this.style = node.getScalarStyle();
        int start = file.offsetByCodePoints(0, node.getStartMark().getIndex());
        this.at = switch (style) {
            case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
            case LITERAL, FOLDED -> Math.max(start, file.indexOf('\n', start) + 1);
            default -> start;
        };
    }

    /** Index in the file of the letter at {@code offset} of the value, or of the next one that is no white space. */
    int place(int offset) {
        int end = at;
        for (int i = 0; i < value.length(); i++) {
            if (!Character.isWhitespace(value.charAt(i))) {
                skipWhiteSpace();
                if (i >= offset) {
                    return Math.min(at, file.length());
                }
                at += width();
                end = at;
            }
        }
        return Math.min(end, file.length());
    }

    private void skipWhiteSpace() {
        while (at < file.length()) {
            if (Character.isWhitespace(file.charAt(at))) {
                at++;
            } else if (isEscape() && "ntr \n\r".indexOf(file.charAt(at + 1)) >= 0) {
                at += 2;
            } else {
                return;
            }
        }
    }

    private boolean isEscape() {
        return style == ScalarStyle.DOUBLE_QUOTED && file.startsWith("\\", at) && at + 1 < file.length();
    }

    /** How many letters of the file stand for the value's letter. */
    private int width() {
        if (isEscape()) {
            return switch (file.charAt(at + 1)) {
                case 'x' -> 4;
                case 'u' -> 6;
                case 'U' -> 10;
                default -> 2;
            };
        }
        return style == ScalarStyle.SINGLE_QUOTED && file.startsWith("''", at) ? 2 : 1;
    }
}
