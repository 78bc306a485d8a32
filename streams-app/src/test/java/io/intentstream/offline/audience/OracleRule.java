package io.intentstream.offline.audience;

import io.intentstream.schema.Band;
import io.intentstream.schema.EventType;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An audience in the language, and the same in Java.
 *
 * @param name the audience's name
 * @param when who enters, in the language
 * @param until who leaves; null for whoever no longer meets {@code when}
 * @param reenterHours cool-down; 0 for none
 * @param enters {@code when} in Java
 * @param leaves {@code until} in Java
 */
record OracleRule(
        String name,
        String when,
        @Nullable String until,
        int reenterHours,
        Predicate<OracleFacts> enters,
        Predicate<OracleFacts> leaves) {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    /**
     * Rules of all kinds.
     *
     * @param category one that many users visit
     * @param likely a probability that some intents reach
     */
    static List<OracleRule> all(String category, double likely) {
        return List.of(
                rule("quiet", "since(lastSeen) >= duration(\"1h\")", facts -> facts.since(facts.lastSeen()) >= HOUR),
                rule(
                        "quiet-for-hours",
                        "since(lastSeen) >= duration(\"2h\") && since(lastSeen) < duration(\"26h\")",
                        facts ->
                                facts.since(facts.lastSeen()) >= 2 * HOUR && facts.since(facts.lastSeen()) < 26 * HOUR),
                rule(
                        "fresh",
                        "since(firstSeen) < duration(\"24h\")",
                        facts -> facts.since(facts.firstSeen()) < 24 * HOUR),
                rule(
                        "recent-buyer",
                        "since(lastPurchase) < duration(\"72h\")",
                        facts -> facts.lastPurchase() >= 0 && facts.since(facts.lastPurchase()) < 72 * HOUR),
                rule(
                        "waiting-cart",
                        "cart.items > 0 && since(cartAdded) >= duration(\"1h\")",
                        facts -> facts.cartItems() > 0 && facts.since(facts.cartAdded()) >= HOUR),
                rule(
                        "long-session",
                        "session.active && since(session.startedAt) >= duration(\"10m\")",
                        facts -> facts.sessionActive() && facts.since(facts.sessionStarted()) >= 10 * MINUTE),
                rule(
                        "busy-hour",
                        "count(\"VIEW_ITEM\", duration(\"1h\")) >= 5",
                        facts -> facts.minutes(EventType.VIEW_ITEM, 60) >= 5),
                rule(
                        "busy-day",
                        "count(\"VIEW_ITEM\", duration(\"24h\")) >= 10",
                        facts -> facts.hours(EventType.VIEW_ITEM, 24) >= 10),
                rule(
                        "week-buyer",
                        "count(\"PURCHASE\", duration(\"168h\")) > 0",
                        facts -> facts.days(EventType.PURCHASE, 7) > 0),
                rule(
                        "no-cart-for-a-month",
                        "events >= 3 && count(\"ADD_TO_CART\", duration(\"720h\")) == 0",
                        facts -> facts.eventsSoFar() >= 3 && facts.days(EventType.ADD_TO_CART, 30) == 0),
                rule("live", "session.active", OracleFacts::sessionActive),
                rule("likely", "intent.probability >= " + likely, facts -> facts.probability() >= likely),
                new OracleRule(
                        "about-to-buy",
                        "intent.band == \"HIGH\" && count(\"PURCHASE\", duration(\"24h\")) == 0",
                        "!session.active || intent.probability < " + likely,
                        0,
                        facts -> facts.band() == Band.HIGH && facts.hours(EventType.PURCHASE, 24) == 0,
                        facts -> !facts.sessionActive() || facts.probability() < likely),
                new OracleRule(
                        "abandoned-cart",
                        "cart.items > 0 && since(lastSeen) >= duration(\"1h\")",
                        null,
                        24,
                        facts -> facts.cartItems() > 0 && facts.since(facts.lastSeen()) >= HOUR,
                        facts -> false),
                rule("fan", "affinity(\"" + category + "\") >= 0.37", facts -> facts.affinity(category) >= 0.37),
                rule("window-shopping", "tag(\"window-shopper\")", OracleFacts::windowShopper),
                rule(
                        "live-without-purchase",
                        "audience(\"live\") && !audience(\"recent-buyer\")",
                        facts -> facts.audience("live") && !facts.audience("recent-buyer")),
                rule(
                        "idle",
                        "since(lastSeen) >= duration(\"3h\") || count(\"VIEW_ITEM\", duration(\"1h\")) == 0",
                        facts -> facts.since(facts.lastSeen()) >= 3 * HOUR
                                || facts.minutes(EventType.VIEW_ITEM, 60) == 0),
                rule(
                        "warm",
                        "intent.band in [\"HIGH\", \"MEDIUM\"] && session.events >= 3",
                        facts -> (facts.band() == Band.HIGH || facts.band() == Band.MEDIUM)
                                && facts.sessionEvents() >= 3),
                rule(
                        "pausing",
                        "session.active && !(count(\"VIEW_ITEM\", duration(\"5m\")) > 0)",
                        facts -> facts.sessionActive() && facts.minutes(EventType.VIEW_ITEM, 5) == 0),
                new OracleRule(
                        "once-in-six-hours",
                        "session.events >= 2",
                        "!session.active",
                        6,
                        facts -> facts.sessionEvents() >= 2,
                        facts -> !facts.sessionActive()),
                rule("app-user", "channelShare(\"app\") >= 0.55", facts -> facts.channelShare("app") >= 0.55));
    }

    private static OracleRule rule(String name, String when, Predicate<OracleFacts> enters) {
        return new OracleRule(name, when, null, 0, enters, facts -> false);
    }

    /** Whether a member leaves. */
    boolean ends(OracleFacts facts) {
        return until == null ? !enters.test(facts) : leaves.test(facts);
    }

    /** Whether a user who is no member enters. */
    boolean begins(OracleFacts facts) {
        return enters.test(facts) && !leaves.test(facts);
    }

    /** The rules as a file of audiences. */
    static String yaml(List<OracleRule> rules) {
        StringBuilder yaml = new StringBuilder("audiences:\n");
        for (OracleRule rule : rules) {
            yaml.append("  - name: ")
                    .append(rule.name)
                    .append("\n    when: ")
                    .append(quoted(rule.when))
                    .append('\n');
            if (rule.until != null) {
                yaml.append("    until: ").append(quoted(rule.until)).append('\n');
            }
            if (rule.reenterHours > 0) {
                yaml.append("    reenter-after: ").append(rule.reenterHours).append("h\n");
            }
        }
        return yaml.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
