package io.intentstream.cli.console;

import io.intentstream.offline.evaluation.report.ReportTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Formats a table for a terminal: the first column is left-aligned, the others are right-aligned. */
public final class TextTable {
    private TextTable() {}

    /** The lines of the table, the head first. */
    public static List<String> lines(ReportTable table) {
        List<List<String>> all = new ArrayList<>(List.of(table.head()));
        all.addAll(table.rows());
        int[] widths = IntStream.range(0, table.head().size())
                .map(column -> all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            line.append(column == 0 ? row.get(column) + padding : "  " + padding + row.get(column));
        }
        return line.toString();
    }
}
