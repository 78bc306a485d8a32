package io.intentstream.offline.input;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a comma-separated line, read in place. Any column may be quoted ({@code "a, ""b"""}), but can't hold a
 * line break. Column numbers start at 0 here and at 1 in messages.
 *
 * <p>FastCSV was measured and does not fit: it reads characters, not the bytes of one line, so it would have to be started
 * again for each line, which takes several times as long; and over the whole file, an unclosed quote swallows the
 * lines after it, and malformed UTF-8 has no column.
 */
final class CsvLine {

    private final String[] names;
    private final int[] starts;
    private final int[] ends;
    private final boolean[] quoted;
    private Line line = new Line();

    CsvLine(String... names) {
        this.names = names;
        this.starts = new int[names.length];
        this.ends = new int[names.length];
        this.quoted = new boolean[names.length];
    }

    /** Finds the columns of a line, which must have exactly the named ones. */
    void split(Line line) throws MalformedLineException {
        this.line = line;
        byte[] bytes = line.bytes();
        int columns = 0;
        int start = line.start();
        while (true) {
            boolean quotes = start < line.end() && bytes[start] == '"';
            int end = quotes ? endOfQuoted(start, columns) : endOfPlain(start);
            if (columns < names.length) {
                starts[columns] = quotes ? start + 1 : start;
                ends[columns] = quotes ? end - 1 : end;
                quoted[columns] = quotes;
            }
            columns++;
            if (end == line.end()) {
                break;
            }
            start = end + 1;
        }
        if (columns == names.length + 1 && start == line.end()) {
            columns--; // some programs end each line with a comma
        }
        if (columns != names.length) {
            throw new MalformedLineException(
                    "found " + columns + (columns == 1 ? " column" : " columns"),
                    names.length + " columns: " + String.join(",", names));
        }
    }

    /** Whether the line consists of the columns' names, in any case. */
    boolean isHeader(Line line) {
        try {
            split(line);
        } catch (MalformedLineException e) {
            return false;
        }
        return IntStream.range(0, names.length).allMatch(column -> ascii(column).equalsIgnoreCase(names[column]));
    }

    private int endOfPlain(int start) {
        byte[] bytes = line.bytes();
        int end = start;
        while (end < line.end() && bytes[end] != ',') {
            end++;
        }
        return end;
    }

    private int endOfQuoted(int start, int column) throws MalformedLineException {
        byte[] bytes = line.bytes();
        int i = start + 1;
        while (i < line.end()) {
            if (bytes[i] != '"') {
                i++;
            } else if (i + 1 == line.end() || bytes[i + 1] == ',') {
                return i + 1;
            } else if (bytes[i + 1] == '"') {
                i += 2;
            } else {
                break;
            }
        }
        throw new MalformedLineException(
                "column " + (column + 1),
                "a closing quote at the end of the column, quotes inside it doubled, and no line break inside it");
    }

    /** The column's text; empty is an error. */
    String text(int column) throws MalformedLineException {
        String text = optionalText(column);
        if (text == null) {
            throw malformed(column, "a value");
        }
        return text;
    }

    /** The column's text; null when it is empty. */
    @Nullable
    String optionalText(int column) throws MalformedLineException {
        if (starts[column] == ends[column]) {
            return null;
        }
        String text = line.text(starts[column], ends[column], place(column));
        return quoted[column] ? text.replace("\"\"", "\"") : text;
    }

    /** Whether the column is exactly this text. */
    boolean is(int column, String ascii) {
        int start = starts[column];
        if (ends[column] - start != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (line.bytes()[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The column as a whole number within the bounds, which are inclusive. */
    long whole(int column, long least, long most) throws MalformedLineException {
        byte[] bytes = line.bytes();
        int start = starts[column];
        int end = ends[column];
        boolean negative = start < end && bytes[start] == '-';
        int digits = negative ? start + 1 : start;
        if (digits == end || end - digits > 18) {
            throw notWhole(column, least, most);
        }
        long value = 0;
        for (int i = digits; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw notWhole(column, least, most);
            }
            value = value * 10 + digit;
        }
        long signed = negative ? -value : value;
        if (signed < least || signed > most) {
            throw notWhole(column, least, most);
        }
        return signed;
    }

    private MalformedLineException notWhole(int column, long least, long most) {
        return malformed(column, "a whole number from " + least + " to " + most);
    }

    /** The column's bytes as Latin-1, for formats that read digits at fixed places. */
    String ascii(int column) {
        return new String(line.bytes(), starts[column], ends[column] - starts[column], StandardCharsets.ISO_8859_1);
    }

    MalformedLineException malformed(int column, String expected) {
        return new MalformedLineException(place(column), expected);
    }

    private String place(int column) {
        return "column " + (column + 1) + " (" + names[column] + ")";
    }
}
