package io.intentstream.offline.audience;

import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds who enters and leaves audiences by testing each rule at every full minute, when a cool-down ends, and at every event:
 * just before it, and after it. What changed between two such moments without an event is looked up to the millisecond, by halving the minute.
 */
final class AudienceOracle {
    private static final long MINUTE = 60_000;

    private final List<OracleRule> rules;
    private final OracleFacts facts = new OracleFacts();
    private final Map<String, Long> exits = new HashMap<>();
    private final List<Transition> found = new ArrayList<>();
    private long tested;
    private long tests;

    /** @param rules each after those whose members it asks for */
    AudienceOracle(List<OracleRule> rules) {
        this.rules = rules;
    }

    /** An event of a user, and what was served after it. */
    record Served(ClickEvent event, double probability, Band band) {}

    /** The changes of one user up to a moment, epoch milliseconds, in order. */
    List<Transition> of(List<Served> events, long until) {
        for (Served next : events) {
            long time = OracleFacts.time(next.event());
            passTo(time);
            facts.add(next.event(), next.probability(), next.band());
            tested = time;
            testEvent(time);
        }
        passTo(until);
        return found;
    }

    /** How often a rule was tested at a full minute or an event. */
    long tests() {
        return tests;
    }

    private void passTo(long time) {
        while (!facts.isEmpty() && tested < time) {
            long next = Math.min(time, Math.min(nextMinute(), nextReentry()));
            testTime(next);
            tested = next;
        }
    }

    private long nextMinute() {
        return Math.floorDiv(tested, MINUTE) * MINUTE + MINUTE;
    }

    /** When the next cool-down is over: a user may enter then and leave again within the minute. */
    private long nextReentry() {
        long next = Long.MAX_VALUE;
        for (OracleRule rule : rules) {
            if (rule.reenterHours() > 0) {
                long again = reentry(rule);
                next = again > tested ? Math.min(next, again) : next;
            }
        }
        return next;
    }

    private long reentry(OracleRule rule) {
        Long exit = exits.get(rule.name());
        return exit == null ? 0 : exit + rule.reenterHours() * 3_600_000L;
    }

    private void testEvent(long time) {
        for (OracleRule rule : rules) {
            tests++;
            if (flips(rule, time)) {
                note(rule, time, false);
            }
        }
    }

    /** Tests what has changed by time since the moment that was tested last: the rules that flip first, first. */
    private void testTime(long moment) {
        long from = tested;
        while (true) {
            OracleRule first = null;
            long earliest = Long.MAX_VALUE;
            for (OracleRule rule : rules) {
                tests++;
                if (flips(rule, moment)) {
                    long time = firstFlip(rule, from, moment);
                    if (time < earliest) {
                        earliest = time;
                        first = rule;
                    }
                }
            }
            if (first == null) {
                return;
            }
            note(first, earliest, true);
            from = earliest - 1;
        }
    }

    /** The first millisecond after {@code from} at which a rule that has flipped at {@code to} does so. */
    private long firstFlip(OracleRule rule, long from, long to) {
        long before = from;
        long after = to;
        while (after - before > 1) {
            long middle = (before + after) >>> 1;
            if (flips(rule, middle)) {
                after = middle;
            } else {
                before = middle;
            }
        }
        return after;
    }

    private boolean flips(OracleRule rule, long moment) {
        facts.at(moment);
        if (facts.audience(rule.name())) {
            return rule.ends(facts);
        }
        return moment >= reentry(rule) && rule.begins(facts);
    }

    private void note(OracleRule rule, long time, boolean byTime) {
        boolean entered = !facts.audience(rule.name());
        facts.member(rule.name(), entered ? time : null);
        if (!entered) {
            exits.put(rule.name(), time);
        }
        found.add(new Transition(rule.name(), entered, time, byTime));
    }
}
