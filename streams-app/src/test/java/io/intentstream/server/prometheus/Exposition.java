package io.intentstream.server.prometheus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed scrape.
 *
 * @param samples values by name and labels as written
 * @param labels label names by sample name
 * @param families names for which a type is declared
 */
public record Exposition(Map<String, Double> samples, Map<String, Set<String>> labels, Set<String> families) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:]+[a-zA-Z0-9_:]*)(\\{.*})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"");

    public static Exposition of(String text) {
        Exposition exposition = new Exposition(new HashMap<>(), new HashMap<>(), new HashSet<>());
        text.lines().forEach(exposition::add);
        return exposition;
    }

    /** The value of a sample, written as {@code name{label="value"}}; fails when there is none. */
    public double value(String sample) {
        if (!samples.containsKey(sample)) {
            throw new AssertionError(sample + " is not served");
        }
        return samples.get(sample);
    }

    private void add(String line) {
        if (line.startsWith("# TYPE ")) {
            families.add(line.split(" ")[2]);
        }
        Matcher sample = SAMPLE.matcher(line);
        if (line.startsWith("#") || !sample.matches()) {
            return;
        }
        String tags = sample.group(2) == null ? "" : sample.group(2);
        samples.put(sample.group(1) + tags, Double.parseDouble(sample.group(3).replace("Inf", "Infinity")));
        Set<String> names = labels.computeIfAbsent(sample.group(1), any -> new HashSet<>());
        LABEL.matcher(tags).results().forEach(label -> names.add(label.group(1)));
    }
}
