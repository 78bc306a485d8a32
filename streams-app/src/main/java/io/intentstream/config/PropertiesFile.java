package io.intentstream.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads a properties file in Java's own syntax, with the line number of each key. */
final class PropertiesFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PropertiesFile() {}

    /**
     * The settings in the order of their lines; a repeated key is returned each time.
     *
     * @throws IOException when the file cannot be read as UTF-8 text
     */
    static List<RawSetting> read(Path file) throws IOException {
        List<RawSetting> settings = new ArrayList<>();
        List<String> lines = lines(file);
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

    /** The file's lines, without the byte order mark that some editors put before the first one. */
    private static List<String> lines(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        CharBuffer text = CharBuffer.allocate(content.length);
        CoderResult result = UTF_8.newDecoder().decode(ByteBuffer.wrap(content), text, true);
        String read = text.flip().toString();
        if (read.indexOf('\0') >= 0 || isUtf16(content)) {
            throw new IOException("it is UTF-16: save it as UTF-8");
        }
        if (result.isError()) {
            throw new IOException("line " + (read + ".").lines().count() + " is not UTF-8: save the file as UTF-8");
        }
        return (read.startsWith(BYTE_ORDER_MARK) ? read.substring(1) : read)
                .lines()
                .toList();
    }

    private static boolean isUtf16(byte[] content) {
        return content.length > 1
                && (content[0] == (byte) 0xFE && content[1] == (byte) 0xFF
                        || content[0] == (byte) 0xFF && content[1] == (byte) 0xFE);
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
