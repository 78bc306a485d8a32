package io.intentstream.offline.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.intentstream.core.engine.JavaLstm;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.FileFormat;
import io.intentstream.offline.input.MalformedPolicy;
import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The engine's changes of audiences must be those that somebody finds who tests every rule at every minute.
 *
 * <p>With {@code -Doracle.input=FILE -Doracle.format=taobao} it compares on a file of events; further
 * properties are {@code oracle.mapping}, {@code oracle.model} (a bundle), {@code oracle.users} (a share of the users) and {@code
 * oracle.likely} (a probability).
 */
class AudienceOracleTest {
    private static final Instant START = Instant.parse("2025-01-06T08:00:00Z");

    @Test
    void shouldChangeMembershipsWhenTheRulesOfASimulatedShopFlip() {
        // Given
        List<ClickEvent> events =
                OracleComparison.inOrder(Stream.generate(new ShopperSimulator(SimulatorSettings.of(25, 7))::next)
                        .limit(1500)
                        .toList());

        // When
        OracleComparison.Finding found = compare(events, new JavaLstm(3), Duration.ofDays(8));

        // Then
        assertThat(found.differences()).isEmpty();
        assertThat(found.transitions())
                .allSatisfy((rule, changes) -> assertThat(changes).as(rule).isPositive());
    }

    @Test
    void shouldChangeMembershipsWhenTheRulesFlipForUsersWhoComeInBursts() {
        // Given
        List<ClickEvent> events = bursts(12, 5);

        // When
        OracleComparison.Finding found = compare(events, new JavaLstm(4), Duration.ofDays(32));

        // Then
        assertThat(found.differences()).isEmpty();
        assertThat(found.events()).isGreaterThan(500);
    }

    @Test
    void shouldChangeMembershipsWhenTheRulesFlipOnAFile() {
        String input = System.getProperty("oracle.input");
        assumeThat(input).as("-Doracle.input").isNotNull();

        // Given
        List<ClickEvent> events = OracleComparison.inOrder(read(input));

        // When
        OracleComparison.Finding found;
        long begin = System.nanoTime();
        String bundle = System.getProperty("oracle.model");
        try (IntentModel model = bundle == null ? new JavaLstm(3) : ModelBundle.load(Path.of(bundle))) {
            found = compare(events, model, Duration.ofDays(8));
        }

        // Then
        System.out.printf(
                "%,d users, %,d events, %,d tests of rules in %.0f s; %,d users differ%n%s%n",
                found.users(),
                found.events(),
                found.tests(),
                (System.nanoTime() - begin) / 1e9,
                found.differing(),
                found.transitions());
        assertThat(found.differences()).isEmpty();
    }

    private static OracleComparison.Finding compare(List<ClickEvent> events, IntentModel model, Duration longer) {
        long end = OracleFacts.time(events.get(events.size() - 1));
        List<OracleRule> rules = OracleRule.all(commonCategory(events), Double.parseDouble(likely()));
        return new OracleComparison(rules, model).run(events, end + longer.toMillis());
    }

    private static String likely() {
        return System.getProperty("oracle.likely", "0.05");
    }

    private static String commonCategory(List<ClickEvent> events) {
        Map<String, Long> byCategory = events.stream()
                .map(ClickEvent::getCategoryId)
                .filter(category -> category != null)
                .collect(Collectors.groupingBy(category -> category, Collectors.counting()));
        return byCategory.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("none");
    }

    /** Users who come in bursts over nine days: some buy at once, some often, some at full hours and minutes. */
    private static List<ClickEvent> bursts(int users, long seed) {
        Random random = new Random(seed);
        EventType[] types = {
            EventType.VIEW_ITEM,
            EventType.VIEW_ITEM,
            EventType.VIEW_ITEM,
            EventType.SEARCH,
            EventType.ADD_TO_WISHLIST,
            EventType.ADD_TO_CART,
            EventType.REMOVE_FROM_CART,
            EventType.PURCHASE
        };
        List<ClickEvent> events = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            for (int burst = 1 + random.nextInt(9); burst > 0; burst--) {
                Instant time = START.plusSeconds(random.nextInt(9 * 24 * 60) * 60L);
                for (int step = 1 + random.nextInt(20); step > 0; step--) {
                    time = time.plusMillis(
                            random.nextInt(6) == 0 ? 60_000L * random.nextInt(31) : random.nextInt(120_000));
                    EventType type = types[random.nextInt(user % 3 == 0 ? 4 : types.length)];
                    events.add(ClickEvent.newBuilder()
                            .setUserId("user-" + user)
                            .setEventId("event-" + events.size())
                            .setEventType(type)
                            .setEventTime(time)
                            .setItemId("item-" + random.nextInt(12))
                            .setCategoryId("category-" + random.nextInt(user % 2 == 0 ? 3 : 60))
                            .setChannel(random.nextBoolean() ? "app" : "web")
                            .setQuantity(random.nextInt(4) == 0 ? 2 : null)
                            .build());
                }
            }
        }
        return OracleComparison.inOrder(events);
    }

    private static List<ClickEvent> read(String file) {
        EventFormat format = EventFormat.of(System.getProperty("oracle.format", "clickevent-json"));
        Predicate<String> wanted = users(Double.parseDouble(System.getProperty("oracle.users", "1")));
        Optional<Path> mapping =
                Optional.ofNullable(System.getProperty("oracle.mapping")).map(Path::of);
        List<ClickEvent> events = new ArrayList<>();
        try (EventSource source = EventFile.open(
                file, FileFormat.of(format, mapping), MalformedPolicy.SKIP_AND_COUNT, MalformedPolicy.SKIP_AND_COUNT)) {
            ClickEvent event;
            while ((event = source.next()) != null) {
                if (wanted.test(event.getUserId())) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    private static Predicate<String> users(double share) {
        return user -> Math.floorMod(user.hashCode(), 10_000) < share * 10_000;
    }
}
