package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdsTest {

    @ParameterizedTest
    @CsvSource({
        "/profiles/u-4711, u-4711",
        "/users/u-4711/journey, u-4711",
        "/profiles/a%2Fb, a/b",
        "/profiles/a+b, a+b",
        "/profiles/a%20b, a b",
        "/profiles/a;b, a;b",
        "/profiles/%25, %",
        "/profiles/%2E%2E, ..",
        "/profiles/J%C3%BCrgen, Jürgen",
        "/profiles/%F0%9F%9B%92, 🛒"
    })
    void shouldReadTheUserIdOfAPath(String path, String userId) {
        // When
        String read = UserIds.ofPath(path);

        // Then
        assertThat(read).isEqualTo(userId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/profiles/%FF",
                "/profiles/%C3",
                "/profiles/%ED%A0%80",
                "/profiles/%4",
                "/profiles/%zz",
                "/profiles/ü"
            })
    void shouldRefuseIdsThatAreNotPercentEncodedUtf8(String path) {
        // When / Then
        assertThatThrownBy(() -> UserIds.ofPath(path))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void shouldRefuseBlankIds() {
        // When / Then
        assertThatThrownBy(() -> UserIds.ofPath("/profiles/%20")).hasMessageContaining("blank");
    }

    @Test
    void shouldRefuseIdsLongerThanEventsAllow() {
        // Given
        String longest = "ü".repeat(128);

        // When
        String read = UserIds.ofPath("/profiles/" + "%C3%BC".repeat(128));

        // Then
        assertThat(read).isEqualTo(longest);
        assertThatThrownBy(() -> UserIds.ofPath("/profiles/" + "%C3%BC".repeat(128) + "a"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("256 bytes");
    }
}
