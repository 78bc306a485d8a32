package io.intentstream.offline.input;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The labels of a ClickstreamDMM file, kept apart from its events: they reveal the outcome and are only for training. */
public final class ClickstreamDmm {

    private ClickstreamDmm() {}

    /**
     * Reads which sessions end in a purchase.
     *
     * @return session (the userId of its events) to whether it ends in a purchase, in the order of the file
     * @throws InputException when the file can't be read, a line is malformed, or a session has two different labels
     */
    public static Map<String, Boolean> labels(Path file) {
        Map<String, Boolean> labels = new LinkedHashMap<>();
        ClickstreamDmmParser parser = new ClickstreamDmmParser();
        try (LineFile lines = EventFile.lines(file.toString(), MalformedPolicy.FAIL, MalformedPolicy.FAIL)) {
            while (lines.next(parser::isHeader, line -> label(parser, line, labels)) != null) {
                // each line adds its label to the map
            }
        }
        return Collections.unmodifiableMap(labels);
    }

    private static boolean label(ClickstreamDmmParser parser, Line line, Map<String, Boolean> labels)
            throws MalformedLineException {
        String session = parser.splitAndSession(line);
        boolean bought = parser.bought();
        Boolean before = labels.put(session, bought);
        if (before != null && before != bought) {
            throw new MalformedLineException("column 10 (purchase)", "the same label on all lines of a session");
        }
        return bought;
    }
}
