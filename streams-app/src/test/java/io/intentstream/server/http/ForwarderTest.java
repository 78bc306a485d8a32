package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.config.AppConfig;
import io.intentstream.config.HttpSettings;
import io.intentstream.stream.query.UserLookup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to a misconfigured server of another instance. Each error names the instance and the setting. */
class ForwarderTest {
    private static final String PATH = "/health/live";
    private static final String OWN_NAME = "san=ip:127.0.0.1";

    @TempDir
    private static Path folder;

    private static Path authority;
    private static Map<String, String> asking;

    @BeforeAll
    static void makeAuthority() throws Exception {
        authority = Certificate.authority(folder, "authority");
        asking = new HashMap<>(serving(Certificate.signed(authority, "asking", OWN_NAME)));
        asking.put("http.tls.truststore.location", Certificate.trust(authority).toString());
        asking.put("http.tls.truststore.password", Certificate.PASSWORD);
    }

    @Test
    void shouldTrustCertificateOfConfiguredAuthority() throws Exception {
        // Given
        Path keys = Certificate.signed(authority, "asked", OWN_NAME);
        try (HttpServer other = HttpServer.start(settings(serving(keys)))) {

            // When
            int status = ask(other).statusCode();

            // Then
            assertThat(status).isEqualTo(200);
        }
    }

    @Test
    void shouldNameTheInstanceWhoseCertificateIsNotTrusted() throws Exception {
        // Given
        Path stranger = Certificate.authority(folder, "stranger");
        Path keys = Certificate.signed(stranger, "strange", OWN_NAME);
        try (HttpServer other = HttpServer.start(settings(serving(keys)))) {

            // When / Then
            assertThatThrownBy(() -> ask(other))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll(other.address(), "not trusted", "http.tls.truststore.location");
        }
    }

    @Test
    void shouldNameTheInstanceWhoseCertificateIsForAnotherName() throws Exception {
        // Given
        Path keys = Certificate.signed(authority, "elsewhere", "san=dns:engine-9.example");
        try (HttpServer other = HttpServer.start(settings(serving(keys)))) {

            // When / Then
            assertThatThrownBy(() -> ask(other))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll(other.address(), "for another name", "http.advertised.url");
        }
    }

    @Test
    void shouldNameInstanceWithoutTls() {
        // Given
        try (HttpServer other = HttpServer.start(settings(Map.of()))) {

            // When / Then
            assertThatThrownBy(() -> ask(other))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll(other.address(), "does not speak TLS", "http.tls.keystore.location");
        }
    }

    @Test
    void shouldGiveUpOnAnInstanceThatNeverAnswers() throws IOException {
        // Given
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Forwarder forwarder = new Forwarder(settings(asking), Duration.ofMillis(200));
            UserLookup.Elsewhere owner = new UserLookup.Elsewhere("127.0.0.1", mute.getLocalPort());

            // When / Then
            assertThatThrownBy(() -> forwarder.ask(owner, PATH, "owner"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll("127.0.0.1:" + mute.getLocalPort(), "does not answer");
        }
    }

    private static HttpResponse<byte[]> ask(HttpServer other) {
        URI address = URI.create("https://" + other.address());
        return new Forwarder(settings(asking))
                .ask(new UserLookup.Elsewhere(address.getHost(), address.getPort()), PATH, "owner");
    }

    private static Map<String, String> serving(Path keys) {
        return Map.of(
                "http.tls.keystore.location", keys.toString(), "http.tls.keystore.password", Certificate.PASSWORD);
    }

    private static HttpSettings settings(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(Map.of("http.port", "0"));
        settings.putAll(others);
        return AppConfig.of(settings).http();
    }
}
