package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserSplitTest {
    private static final List<UserEvents> USERS = IntStream.range(0, 5_000)
            .mapToObj(i -> new UserEvents("user-" + i, List.of()))
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
