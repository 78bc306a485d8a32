package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.audience.AudienceSetReader;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What time changes about users does not depend on when, and how often, somebody lets it pass. */
class TimeProperties {
    private static final long GRACE_SECONDS = 300;
    private static final EventType[] TYPES = {
        EventType.VIEW_ITEM, EventType.VIEW_ITEM, EventType.SEARCH, EventType.ADD_TO_CART, EventType.PURCHASE
    };

    private static final List<String> RULES = List.of(
            "live\n    when: session.active",
            "quiet\n    when: since(lastSeen) >= duration('1h')",
            "quiet-for-a-while\n    when: since(lastSeen) >= duration('40m') && since(lastSeen) < duration('25h')",
            "fresh\n    when: since(firstSeen) < duration('24h')",
            "recent-buyer\n    when: since(lastPurchase) < duration('12h')",
            "busy\n    when: count('VIEW_ITEM', duration('1h')) >= 3 || count('SEARCH', duration('24h')) >= 4",
            "abandoned\n    when: cart.items > 0 && since(lastSeen) >= duration('1h')\n    reenter-after: 24h",
            "likely\n    when: intent.probability >= 0.5\n    until: '!session.active || intent.probability < 0.4'",
            "follower\n    when: audience('live') && !(count('PURCHASE', duration('168h')) > 0)",
            "once\n    when: session.events >= 2\n    until: '!session.active'\n    reenter-after: 6h");

    private final JavaLstm model = JavaLstm.ofPages(7);

    @Property(tries = 100)
    void shouldBringTheSameChangesHoweverTimePasses(@ForAll Random random) {
        List<ClickEvent> events = events(random);
        AudienceSet audiences = audiences(random);
        EngineSettings settings = anyTimeToLive(random);
        long end = seconds(events.get(events.size() - 1)) * 1000
                + Duration.ofDays(3).toMillis();

        Map<String, List<String>> expected = new LinkedHashMap<>();
        try (Users users = users(settings, audiences)) {
            for (ClickEvent event : events) {
                note(Users.changes(users.apply(event)), expected);
            }
            note(users.advance(end, names(users)), expected);
        }

        Map<String, List<String>> found = new LinkedHashMap<>();
        try (Users users = users(settings, audiences)) {
            playInAnyWay(events, users, random, found);
            note(users.advance(end, names(users)), found);
        }

        assertThat(found).isEqualTo(expected);
    }

    /** Batches of any size; between them sweeps of any users, up to the next event less the grace; restarts. */
    private static void playInAnyWay(
            List<ClickEvent> events, Users users, Random random, Map<String, List<String>> found) {
        int from = 0;
        while (from < events.size()) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(30));
            note(Users.changes(users.apply(events.subList(from, to))), found);
            if (random.nextInt(4) == 0) {
                users.restart();
            }
            if (to < events.size() && random.nextInt(3) > 0) {
                sweep(events, to, users, random, found);
            }
            from = to;
        }
    }

    private static void sweep(
            List<ClickEvent> events, int next, Users users, Random random, Map<String, List<String>> found) {
        long last = (seconds(events.get(next)) - GRACE_SECONDS) * 1000;
        long first = last - Duration.ofHours(12).toMillis();
        for (int i = random.nextInt(4); i > 0; i--) {
            long until = first + (long) (random.nextDouble() * (last - first));
            String[] some = Arrays.stream(names(users))
                    .filter(user -> random.nextBoolean())
                    .toArray(String[]::new);
            note(users.advance(until, some), found);
        }
    }

    private static String[] names(Users users) {
        return users.stored().userIds().toArray(String[]::new);
    }

    private static void note(List<UserChange> changes, Map<String, List<String>> byUser) {
        for (UserChange change : changes) {
            if (change instanceof UserChange.AudienceChange member) {
                byUser.computeIfAbsent(member.record().read().getUserId(), user -> new ArrayList<>())
                        .add(member.time() + " " + member.record().read());
            } else if (change instanceof UserChange.SessionEnded session) {
                byUser.computeIfAbsent(session.record().read().getUserId(), user -> new ArrayList<>())
                        .add(session.time() + " " + session.record().read());
            }
        }
    }

    private Users users(EngineSettings settings, AudienceSet audiences) {
        return new Users(settings, model, new EngineOutputs(false, audiences, true));
    }

    private static EngineSettings anyTimeToLive(Random random) {
        EngineSettings defaults = EngineSettings.defaults();
        return new EngineSettings(
                defaults.sessionGap(),
                defaults.windowEvents(),
                defaults.windowGrace(),
                defaults.affinityHalfLife(),
                random.nextInt(3) == 0 ? Duration.ofDays(1) : defaults.userTtl(),
                false);
    }

    /** Events in the order of their times, with pauses from seconds to days, and now and then one that comes twice. */
    private static List<ClickEvent> events(Random random) {
        List<ClickEvent> events = new ArrayList<>();
        int users = 1 + random.nextInt(5);
        int count = 5 + random.nextInt(120);
        for (int i = 0; i < count; i++) {
            String user = "user-" + random.nextInt(users);
            int days = random.nextInt(4);
            long second = days * 86_400L
                    + (random.nextBoolean() ? random.nextInt(7200) : random.nextInt(86_400))
                    + random.nextInt(2) * 43_200L;
            events.add(Users.event(user, "event-" + i, TYPES[random.nextInt(TYPES.length)], second));
        }
        events.sort(Comparator.comparing(ClickEvent::getEventTime));
        if (random.nextBoolean()) {
            events.add(events.get(events.size() - 1));
        }
        return events;
    }

    private static long seconds(ClickEvent event) {
        return event.getEventTime().getEpochSecond();
    }

    /** Some of the rules: those that others ask for are always there. */
    private static AudienceSet audiences(Random random) {
        StringBuilder yaml = new StringBuilder("audiences:\n");
        for (String rule : RULES) {
            if (rule.startsWith("live") || random.nextInt(3) > 0) {
                yaml.append("  - name: ").append(rule).append('\n');
            }
        }
        return AudienceSetReader.read("rules.yaml", yaml.toString());
    }
}
