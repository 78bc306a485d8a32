package io.intentstream.cli.console;

import io.intentstream.offline.evaluation.report.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table for a terminal: columns aligned, the first to the left, the others to the right. */
public final class TextTable {
    private TextTable() {}

    public static List<String> lines(Tables table) {
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
