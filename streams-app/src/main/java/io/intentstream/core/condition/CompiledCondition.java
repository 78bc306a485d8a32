package io.intentstream.core.condition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A condition of our own evaluator, made by {@link ConditionCompiler}. Evaluating it allocates nothing. */
public final class CompiledCondition implements Condition {
    private static final int MOST_VALUES = 8;

    private final String text;
    private final String canonical;
    private final TruthTerm term;
    private final List<Reading> readings;
    private final Set<String> audiences;

    CompiledCondition(String text, String canonical, TruthTerm term, List<Reading> readings, Set<String> audiences) {
        this.text = text;
        this.canonical = canonical;
        this.term = term;
        this.readings = List.copyOf(readings);
        this.audiences = Set.copyOf(audiences);
    }

    @Override
    public boolean test(Facts facts) {
        return term.test(facts);
    }

    @Override
    public long nextChange(Facts facts) {
        return term.nextChange(facts);
    }

    @Override
    public Map<String, String> values(Facts facts) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Reading reading : readings.subList(0, Math.min(MOST_VALUES, readings.size()))) {
            values.put(reading.text(), reading.value().of(facts));
        }
        return values;
    }

    @Override
    public String text() {
        return text;
    }

    /** The condition without comments, in CEL's own layout: two conditions that differ in layout only have the same. */
    public String canonical() {
        return canonical;
    }

    @Override
    public List<String> changingWithTime() {
        return readings.stream()
                .filter(Reading::changesWithTime)
                .map(Reading::text)
                .toList();
    }

    /** Names of the audiences that it asks for. */
    public Set<String> audiences() {
        return audiences;
    }
}
