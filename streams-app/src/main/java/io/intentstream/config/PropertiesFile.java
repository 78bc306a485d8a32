package io.intentstream.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads a properties file in Java's own syntax, with the line number of each key. */
final class PropertiesFile {

    private PropertiesFile() {}

    /**
     * The settings in the order of their lines; a repeated key is returned each time.
     *
     * @throws IOException when the file cannot be read as UTF-8 text
     */
    static List<RawSetting> read(Path file) throws IOException {
        List<RawSetting> settings = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        StringBuilder logical = new StringBuilder();
        int start = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (logical.isEmpty()) {
                start = i + 1;
            }
            logical.append(lines.get(i)).append('\n');
            boolean last = i == lines.size() - 1;
            if (last || !continues(lines.get(i), start == i + 1)) {
                addTo(settings, logical.toString(), new SettingSource.FileLine(file, start));
                logical.setLength(0);
            }
        }
        return settings;
    }

    /** Whether the logical line continues on the next line: it ends with an odd number of backslashes and is not a comment. */
    private static boolean continues(String line, boolean first) {
        String stripped = line.stripLeading();
        if (first && (stripped.startsWith("#") || stripped.startsWith("!"))) {
            return false;
        }
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void addTo(List<RawSetting> settings, String logicalLine, SettingSource origin) throws IOException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(logicalLine));
        } catch (IllegalArgumentException e) {
            throw new IOException(origin + ": " + e.getMessage(), e);
        }
        one.forEach((key, value) -> settings.add(new RawSetting((String) key, (String) value, origin)));
    }
}
