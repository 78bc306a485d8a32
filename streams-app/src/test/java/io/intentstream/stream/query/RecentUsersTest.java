package io.intentstream.stream.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.Band;
import io.intentstream.stream.query.RecentUserQuery.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentUsersTest {
    private static final long NOON = 1_700_000_000_000L;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final RecentUserQuery ALL = query(100);

    private final RecentUsers recent = new RecentUsers(5);

    @BeforeEach
    void open() {
        recent.open(0);
    }

    @Test
    void shouldKnowWhoWasSeenInTheLastHalfHour() {
        // Given
        recent.put(0, user("early", NOON - 30 * MINUTE - 1, 0.9));
        recent.put(0, user("in", NOON - 30 * MINUTE, 0.1));
        recent.put(0, user("now", NOON, 0.5));

        // When
        recent.advance(NOON);

        // Then
        assertThat(ids(recent.find(ALL, 0))).containsExactly("now", "in");
        assertThat(recent.find(ALL, 0).asOf()).isEqualTo(NOON);
        assertThat(ids(recent.find(ALL, NOON + MINUTE))).containsExactly("now");
    }

    @Test
    void shouldSelectByBandTagAndAudience() {
        // Given
        recent.put(0, new RecentUser("ann", NOON, 0.9, Band.HIGH, List.of("loyal"), List.of("vip"), 0, 0, ""));
        recent.put(0, new RecentUser("bob", NOON, 0.5, Band.MEDIUM, List.of("loyal", "new"), List.of(), 0, 0, ""));
        recent.put(0, new RecentUser("eve", NOON, 0.1, Band.LOW, List.of(), List.of("vip", "new"), 0, 0, ""));

        // When / Then
        assertThat(ids(find(EnumSet.of(Band.HIGH, Band.LOW), Set.of(), Set.of())))
                .containsExactly("ann", "eve");
        assertThat(ids(find(EnumSet.allOf(Band.class), Set.of("new", "loyal"), Set.of())))
                .containsExactly("ann", "bob");
        assertThat(ids(find(EnumSet.allOf(Band.class), Set.of(), Set.of("new"))))
                .containsExactly("eve");
        assertThat(ids(find(EnumSet.of(Band.HIGH), Set.of("new"), Set.of()))).isEmpty();
    }

    @Test
    void shouldCountAllWhenOnlyTheFirstAreShown() {
        // Given
        List.of("a", "b", "c").forEach(id -> recent.put(0, user(id, NOON, 0.5)));

        // When
        RecentUsersPart found = recent.find(query(2), 0);

        // Then
        assertThat(ids(found)).containsExactly("a", "b");
        assertThat(found.matched()).isEqualTo(3);
    }

    @Test
    void shouldDropWhoWasSilentForLongestAndSaySo() {
        // Given
        for (int i = 0; i < 5; i++) {
            recent.put(0, user("user-" + i, NOON + i, 0.5));
        }
        recent.put(0, user("user-0", NOON + 10, 0.5));

        // When
        recent.put(0, user("one-more", NOON + 11, 0.5));

        // Then
        assertThat(ids(recent.find(ALL, 0)))
                .containsExactlyInAnyOrder("user-0", "user-2", "user-3", "user-4", "one-more");
        assertThat(recent.find(ALL, 0).completeSince()).isEqualTo(NOON + 2);
    }

    @Test
    void shouldBeCompleteWhenHalfAnHourHasPassed() {
        // Given
        recent.put(0, user("ann", NOON, 0.5));
        long before = recent.find(ALL, 0).completeSince();

        // When
        recent.advance(NOON + 40 * MINUTE);

        // Then
        assertThat(before).isEqualTo(NOON);
        assertThat(recent.find(ALL, 0).completeSince()).isEqualTo(NOON + 10 * MINUTE);
    }

    @Test
    void shouldKnowNobodyOfAPartitionThatJustCame() {
        // Given
        recent.put(0, user("ann", NOON, 0.5));
        recent.advance(NOON + 40 * MINUTE);

        // When
        recent.open(1);

        // Then
        RecentUsersPart found = recent.find(ALL, 0);
        assertThat(found.completeSince()).isEqualTo(NOON + 40 * MINUTE);
        assertThat(found.partitions()).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void shouldForgetErasedUsersAndThoseOfAPartitionThatLeft() {
        // Given
        recent.open(1);
        recent.put(0, user("ann", NOON, 0.5));
        recent.put(0, user("bob", NOON, 0.5));
        recent.put(1, user("eve", NOON, 0.5));

        // When
        recent.remove("ann");
        recent.close(1);

        // Then
        assertThat(ids(recent.find(ALL, 0))).containsExactly("bob");
        assertThat(recent.find(ALL, 0).partitions()).containsExactly(0);
    }

    @Test
    void shouldKeepTheOrderOfSilenceWhenOnlyTimeChangesAUser() {
        // Given
        for (int i = 0; i < 5; i++) {
            recent.put(0, user("user-" + i, NOON + i, 0.5));
        }

        // When
        recent.refresh(0, user("user-0", NOON, 0.4));
        recent.put(0, user("one-more", NOON + 11, 0.5));

        // Then
        assertThat(ids(recent.find(ALL, 0))).doesNotContain("user-0").hasSize(5);
    }

    @Test
    void shouldLearnNothingOfThePastFromUsersWhomOnlyTimeChanged() {
        // Given
        recent.advance(NOON);

        // When
        recent.refresh(0, user("silent", NOON - MINUTE, 0.5));
        recent.put(0, user("late", NOON - 5 * MINUTE, 0.5));

        // Then
        assertThat(ids(recent.find(ALL, 0))).containsExactly("late");
        assertThat(recent.find(ALL, 0).completeSince()).isEqualTo(NOON);
    }

    @Test
    void shouldCountAnInstanceThatIsBehindAsOfTheLatestTime() {
        // Given
        RecentUsersPart live =
                new RecentUsersPart(Set.of(0), NOON, NOON - 30 * MINUTE, 1, List.of(user("a", NOON, 0.1)));
        RecentUsersPart behind =
                new RecentUsersPart(Set.of(1), NOON - 50 * MINUTE, 0, 1, List.of(user("b", NOON - 50 * MINUTE, 0.9)));

        // When
        RecentUsersPart all = RecentUsersPart.merge(List.of(behind, live), ALL);

        // Then
        assertThat(ids(all)).containsExactly("a");
        assertThat(all.matched()).isEqualTo(1);
        assertThat(all.asOf()).isEqualTo(NOON);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveTheSameHoweverUsersAreSpread(int seed) {
        // Given
        Random random = new Random(seed);
        List<RecentUser> everyone = IntStream.range(0, 500)
                .mapToObj(i -> user("user-" + i, NOON - random.nextInt(1000), random.nextInt(20) / 20.0))
                .toList();
        int instances = 1 + random.nextInt(4);
        List<RecentUsers> indexes =
                IntStream.range(0, instances).mapToObj(i -> new RecentUsers()).toList();
        indexes.forEach(index -> index.advance(NOON));
        everyone.forEach(user -> indexes.get(random.nextInt(instances)).put(0, user));
        RecentUserQuery query = query(1 + random.nextInt(600));

        // When
        RecentUsersPart found = RecentUsersPart.merge(
                indexes.stream().map(index -> index.find(query, NOON)).toList(), query);

        // Then
        List<RecentUser> expected = new ArrayList<>(everyone);
        expected.sort(
                Comparator.comparingDouble(RecentUser::probability).reversed().thenComparing(RecentUser::userId));
        assertThat(found.users()).isEqualTo(expected.subList(0, Math.min(query.limit(), 500)));
        assertThat(found.matched()).isEqualTo(500);
    }

    private RecentUsersPart find(Set<Band> bands, Set<String> tags, Set<String> audiences) {
        return recent.find(new RecentUserQuery(bands, tags, audiences, Order.PROBABILITY, 100), 0);
    }

    private static RecentUserQuery query(int limit) {
        return new RecentUserQuery(EnumSet.allOf(Band.class), Set.of(), Set.of(), Order.PROBABILITY, limit);
    }

    private static List<String> ids(RecentUsersPart found) {
        return found.users().stream().map(RecentUser::userId).toList();
    }

    private static RecentUser user(String id, long lastSeen, double probability) {
        return new RecentUser(id, lastSeen, probability, Band.LOW, List.of(), List.of(), 0, 0, "");
    }
}
