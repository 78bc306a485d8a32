package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import io.intentstream.schema.EventType;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserSplitTest {
    private static final long MINUTE = 60_000L;
    private static final List<UserEvents> USERS = IntStream.range(0, 5_000)
            .mapToObj(i -> new UserEvents("user-" + i, WindowEvents.of(EventType.VIEW_ITEM)))
            .toList();

    @Test
    void shouldAssignEachUserToOnePartByHash() {
        // Given
        UserSplit.ByHash split = new UserSplit.ByHash(3);

        // When
        Split<UserEvents> parts = split.of(USERS);

        // Then
        assertThat(parts.training()).allMatch(user -> split.part(user.userId()) == ExamplesPart.TRAINING);
        assertThat(parts.training().size()).isBetween(2_900, 3_100);
        assertThat(parts.validation().size()).isBetween(900, 1_100);
        assertThat(parts.training().size()
                        + parts.validation().size()
                        + parts.test().size())
                .isEqualTo(USERS.size());
        assertThat(parts.test()).isNotEqualTo(new UserSplit.ByHash(4).of(USERS).test());
    }

    @Test
    void shouldTestOnSessionsFromTheBorderOn() {
        // Given: sessions of minutes 0 to 1, 100 to 101 and 200 to 201; the border lies in the second or before it
        SessionGap gap = new SessionGap(30 * MINUTE);
        List<UserEvents> users = IntStream.range(0, 10)
                .mapToObj(i -> new UserEvents("user-" + i, events(0, 1, 100, 101, 200, 201)))
                .toList();
        UserSplit.AtBorder within = new UserSplit.AtBorder(Instant.ofEpochMilli(101 * MINUTE), gap, 1);
        UserSplit.AtBorder before = new UserSplit.AtBorder(Instant.ofEpochMilli(100 * MINUTE), gap, 1);

        // When
        Split<UserEvents> parts = within.of(users);

        // Then
        assertThat(parts.training()).hasSize(8).allMatch(user -> user.events().size() == 2);
        assertThat(parts.validation()).hasSize(2).allMatch(user -> user.events().size() == 2);
        assertThat(parts.test()).hasSize(10);
        assertThat(sessions(parts.test().get(0))).hasSize(1);
        assertThat(within.acrossBorder(users)).isEqualTo(10);
        assertThat(sessions(before.of(users).test().get(0))).hasSize(2);
        assertThat(before.acrossBorder(users)).isZero();
    }

    @Test
    void shouldGiveTestSessionsTheHistoryBeforeTheBorder() {
        // Given
        List<WindowEvent> events = List.of(event(0, EventType.PURCHASE), event(100, EventType.VIEW_ITEM));
        UserSplit split = new UserSplit.AtBorder(Instant.ofEpochMilli(100 * MINUTE), new SessionGap(30 * MINUTE), 1);

        // When
        List<SessionExample> test =
                sessions(split.of(List.of(new UserEvents("u", events))).test().get(0));

        // Then
        assertThat(test).singleElement().satisfies(session -> {
            assertThat(session.size()).isEqualTo(1);
            assertThat(session.habits().get(0).purchases()).isEqualTo(1);
        });
    }

    @Test
    void shouldReadBordersFromItsWordsAndThoseOfExports() {
        // Given
        Instant first = Instant.parse("2021-01-16T00:00:00Z");
        Instant second = Instant.parse("2019-10-24T12:00:00.500Z");

        // When // Then
        assertThat(UserSplit.AtBorder.borders(UserSplit.AtBorder.describe(List.of(first, second))))
                .containsExactly(first, second);
        assertThat(UserSplit.AtBorder.borders("by time, validation from 2021-01-01T00:00:00Z, test from " + first))
                .containsExactly(first);
        assertThat(UserSplit.AtBorder.borders("by time at noon")).isEmpty();
        assertThat(UserSplit.AtBorder.borders(new UserSplit.ByHash(3).describe()))
                .isEmpty();
    }

    private static List<SessionExample> sessions(UserEvents user) {
        FeatureSet features = new FeatureSet(new FeatureSpec(
                List.of(), List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM"), 0))));
        return new SessionExamples(new HistoryFold(EngineSettings.defaults()), features, 0).of(List.of(user));
    }

    private static List<WindowEvent> events(int... minutes) {
        return IntStream.of(minutes)
                .mapToObj(minute -> event(minute, EventType.VIEW_ITEM))
                .toList();
    }

    private static WindowEvent event(int minute, EventType type) {
        return new WindowEvent(minute, minute * MINUTE, type, "item", null, null, -1, null, 1, -1, null, null);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -12, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldParseItsTextForm(long seed) {
        // Given
        UserSplit.ByHash split = new UserSplit.ByHash(seed);

        // When // Then
        assertThat(UserSplit.ByHash.read(split.describe())).contains(split);
    }

    @Test
    void shouldTestEveryUserOnceOverTheFolds() {
        // When
        List<Split<UserEvents>> folds = IntStream.range(0, 5)
                .mapToObj(fold -> new UserSplit.ByShuffle(3, fold).of(USERS.subList(0, 813)))
                .toList();

        // Then
        assertThat(folds.stream().flatMap(parts -> parts.test().stream()))
                .containsExactlyInAnyOrderElementsOf(USERS.subList(0, 813));
        for (int fold = 0; fold < 5; fold++) {
            Split<UserEvents> parts = folds.get(fold);
            assertThat(parts.validation()).isEqualTo(folds.get((fold + 1) % 5).test());
            assertThat(Stream.of(parts.training(), parts.validation(), parts.test())
                            .flatMap(List::stream))
                    .containsExactlyInAnyOrderElementsOf(USERS.subList(0, 813));
        }
    }

    @Test
    void shouldTestLastFifthWithoutFold() {
        // When
        Split<UserEvents> parts = new UserSplit.ByShuffle(3, null).of(USERS);

        // Then
        assertThat(parts.test())
                .isEqualTo(new UserSplit.ByShuffle(3, 4).of(USERS).test());
        assertThat(parts.validation())
                .isEqualTo(new UserSplit.ByShuffle(3, 3).of(USERS).test());
        assertThat(parts.training()).hasSize(3_000);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void shouldParseFoldFromItsTextForm(@Nullable Integer fold) {
        // Given
        UserSplit.ByShuffle split = new UserSplit.ByShuffle(7, fold);

        // When // Then
        assertThat(UserSplit.ByShuffle.read(split.describe(), 7)).isEqualTo(split);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by user in each data set, 60 % training, 20 % validation, 20 % test",
                "by time, validation from 2025-01-01T00:00:00Z, test from 2025-02-01T00:00:00Z",
                ""
            })
    void shouldNotBeReadFromOtherWords(String words) {
        // When // Then
        assertThat(UserSplit.ByHash.read(words)).isEmpty();
    }
}
