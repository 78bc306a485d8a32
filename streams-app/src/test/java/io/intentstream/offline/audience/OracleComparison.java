package io.intentstream.offline.audience;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.audience.AudienceSetReader;
import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.engine.TimeResult;
import io.intentstream.core.engine.UserChange;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.AudienceCause;
import io.intentstream.schema.AudienceEventKind;
import io.intentstream.schema.ClickEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the engine's changes of audiences with those that {@link AudienceOracle} finds, over the same events. */
final class OracleComparison {
    private static final int BATCH = 2000;
    private static final int MOST_SHOWN = 10;

    private final List<OracleRule> rules;
    private final IntentModel model;
    private final Map<String, List<AudienceOracle.Served>> served = new TreeMap<>();
    private final Map<String, List<Transition>> changes = new HashMap<>();

    OracleComparison(List<OracleRule> rules, IntentModel model) {
        this.rules = rules;
        this.model = model;
    }

    /**
     * What was compared.
     *
     * @param users users
     * @param events scored events
     * @param tests how often the oracle tested a rule
     * @param transitions the engine's changes by audience
     * @param differences in words; the first of them
     * @param differing number of users with a difference
     */
    record Finding(
            long users,
            long events,
            long tests,
            Map<String, Integer> transitions,
            List<String> differences,
            long differing) {}

    /**
     * Compares.
     *
     * @param events in the order of their times
     * @param until up to which moment time passes at the end, epoch milliseconds
     */
    Finding run(List<ClickEvent> events, long until) {
        play(events, until);
        List<UserFinding> found = served.keySet().parallelStream()
                .map(user -> compare(user, until))
                .toList();
        Map<String, Integer> transitions = new TreeMap<>();
        rules.forEach(rule -> transitions.put(rule.name(), 0));
        changes.values().forEach(all -> all.forEach(change -> transitions.merge(change.audience(), 1, Integer::sum)));
        return new Finding(
                served.size(),
                served.values().stream().mapToLong(List::size).sum(),
                found.stream().mapToLong(UserFinding::tests).sum(),
                transitions,
                found.stream()
                        .flatMap(user -> user.differences().stream())
                        .limit(MOST_SHOWN)
                        .toList(),
                found.stream().filter(user -> !user.differences().isEmpty()).count());
    }

    private void play(List<ClickEvent> events, long until) {
        AudienceSet audiences = AudienceSetReader.read("rules.yaml", OracleRule.yaml(rules));
        MemoryStates states = new MemoryStates();
        try (Engine engine = new Engine(EngineSettings.defaults(), model, new EngineOutputs(false, audiences, false))) {
            for (int from = 0; from < events.size(); from += BATCH) {
                List<InputEvent> batch = events.subList(from, Math.min(events.size(), from + BATCH)).stream()
                        .map(event -> new InputEvent(event, 0, -1))
                        .toList();
                var result = engine.apply(batch, engine.load(batch, states));
                states.apply(result);
                engine.persisted(result, states);
                result.outcomes().forEach(this::note);
            }
            for (TimeResult.UserTime user :
                    engine.advance(states.userIds(), until, states).users()) {
                note(user.userId(), user.changes());
            }
        }
    }

    private void note(Outcome outcome) {
        if (outcome instanceof Outcome.Scored scored) {
            String user = scored.event().getUserId();
            served.computeIfAbsent(user, key -> new ArrayList<>())
                    .add(new AudienceOracle.Served(
                            scored.event(),
                            scored.intent().probability(),
                            scored.intent().band()));
            note(user, scored.changes());
        }
    }

    private void note(String user, List<UserChange> all) {
        for (UserChange change : all) {
            if (change instanceof UserChange.AudienceChange member) {
                changes.computeIfAbsent(user, key -> new ArrayList<>())
                        .add(new Transition(
                                member.audience(),
                                member.kind() == AudienceEventKind.ENTERED,
                                member.time(),
                                member.cause() == AudienceCause.TIME));
            }
        }
    }

    private record UserFinding(long tests, List<String> differences) {}

    private UserFinding compare(String user, long until) {
        AudienceOracle oracle = new AudienceOracle(rules);
        Map<String, List<Transition>> expected = byAudience(oracle.of(served.get(user), until));
        Map<String, List<Transition>> found = byAudience(changes.getOrDefault(user, List.of()));
        List<String> differences = new ArrayList<>();
        for (OracleRule rule : rules) {
            List<Transition> right = expected.getOrDefault(rule.name(), List.of());
            List<Transition> left = found.getOrDefault(rule.name(), List.of());
            if (!right.equals(left)) {
                differences.add(user + " " + rule.name() + ": " + firstDifference(left, right));
            }
        }
        return new UserFinding(oracle.tests(), differences);
    }

    private static String firstDifference(List<Transition> left, List<Transition> right) {
        int i = 0;
        while (i < Math.min(left.size(), right.size()) && left.get(i).equals(right.get(i))) {
            i++;
        }
        return "change " + i + ": the engine has " + (i < left.size() ? left.get(i) : "no more") + ", the oracle "
                + (i < right.size() ? right.get(i) : "no more");
    }

    private static Map<String, List<Transition>> byAudience(List<Transition> all) {
        Map<String, List<Transition>> byAudience = new HashMap<>();
        all.forEach(transition -> byAudience
                .computeIfAbsent(transition.audience(), key -> new ArrayList<>())
                .add(transition));
        return byAudience;
    }

    /** The events in the order of their times; equal times keep their order. */
    static List<ClickEvent> inOrder(List<ClickEvent> events) {
        List<ClickEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(ClickEvent::getEventTime));
        return sorted;
    }
}
