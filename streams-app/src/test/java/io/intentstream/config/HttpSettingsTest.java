package io.intentstream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

    @Test
    void shouldListenOnLoopbackWithoutATokenByDefault() {
        // When
        HttpSettings http = AppConfig.of(Map.of()).http();

        // Then
        assertThat(http.enabled()).isTrue();
        assertThat(http.host()).isEqualTo("127.0.0.1");
        assertThat(http.port()).isEqualTo(8090);
        assertThat(http.isLoopback()).isTrue();
        assertThat(http.token()).isEmpty();
        assertThat(http.scheme()).isEqualTo("http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "engine-1", "::", "128.0.0.1", "127.0.0.1.example.org"})
    void shouldRefusePublicAddressWithoutTokenAndTls(String host) {
        // When
        List<String> problems = problems(Map.of("http.host", host));

        // Then
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).startsWith("http.token: missing").contains(host);
        assertThat(problems.get(1))
                .startsWith("http.tls.keystore.location: missing")
                .contains("http.plain.allowed=true");
    }

    @Test
    void shouldAllowPlainHttpBehindAProxyButNeverWithoutAToken() {
        // Given
        Map<String, String> reachable = Map.of("http.host", "0.0.0.0", "http.plain.allowed", "true");
        Map<String, String> guarded = new HashMap<>(reachable);
        guarded.put("http.token", "secret");

        // When
        List<String> problems = problems(reachable);

        // Then
        assertThat(problems).singleElement().asString().startsWith("http.token: missing");
        assertThat(AppConfig.of(guarded).http().token()).contains("secret");
    }

    @Test
    void shouldIgnoreAddressWhenServerIsDisabled() {
        // When
        AppConfig config = AppConfig.of(Map.of("http.host", "0.0.0.0", "http.enabled", "false"));

        // Then
        assertThat(config.http().enabled()).isFalse();
    }

    @Test
    void shouldRequireKeystorePassword() {
        // When
        List<String> problems = problems(Map.of("http.tls.keystore.location", "engine.p12"));

        // Then
        assertThat(problems).singleElement().asString().startsWith("http.tls.keystore.password: missing");
    }

    @Test
    void shouldNotPrintToken() {
        // Given
        AppConfig config = AppConfig.of(Map.of(
                "http.token",
                "hidden-1",
                "http.tls.keystore.location",
                "a.p12",
                "http.tls.keystore.password",
                "hidden-2"));

        // When
        String text = config.toString();

        // Then
        assertThat(text).contains("token=set").doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"engine-1:8090", "ftp://engine-1:8090", "http://engine-1", "http://engine-1:8090/path", "x"})
    void shouldRefuseInvalidInstanceUrl(String url) {
        // When
        List<String> problems = problems(Map.of("http.advertised.url", url));

        // Then
        assertThat(problems).singleElement().asString().startsWith("http.advertised.url: ");
    }

    @Test
    void shouldAcceptInstanceUrl() {
        // When
        HttpSettings http = AppConfig.of(Map.of("http.advertised.url", "https://engine-1:8090/"))
                .http();

        // Then
        assertThat(http.advertisedUrl()).contains(URI.create("https://engine-1:8090"));
    }

    @Test
    void shouldRefuseApplicationServerSetting() {
        // When
        List<String> problems = problems(Map.of("application.server", "engine-1:8090"));

        // Then
        assertThat(problems).singleElement().asString().contains("http.advertised.url");
    }

    private static List<String> problems(Map<String, String> settings) {
        return catchThrowableOfType(InvalidConfigException.class, () -> AppConfig.of(settings))
                .problems();
    }
}
