package io.intentstream.offline.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import io.intentstream.schema.EventType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSplitTest {
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

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -12, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldParseItsTextForm(long seed) {
        // Given
        UserSplit.ByHash split = new UserSplit.ByHash(seed);

        // When // Then
        assertThat(UserSplit.ByHash.read(split.describe())).contains(split);
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
