package io.intentstream.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.config.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a running engine over HTTP, with the token and the truststore of its settings. */
public final class EngineClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpSettings settings;
    private final URI base;

    /** A client of the engine that has these settings: of {@code http.advertised.url}, or of its host and port. */
    public EngineClient(HttpSettings settings) {
        this(
                settings,
                settings.advertisedUrl()
                        .orElseGet(() -> URI.create(settings.scheme() + "://"
                                + WebAddress.inUrl(reachable(settings.host())) + ":" + settings.port())));
    }

    /** A client of the engine at an address. */
    public EngineClient(HttpSettings settings, URI base) {
        this.settings = settings;
        this.base = base;
    }

    private static String reachable(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress()
                    ? InetAddress.getLoopbackAddress().getHostAddress()
                    : host;
        } catch (UnknownHostException e) {
            return host;
        }
    }

    /**
     * The JSON at a path.
     *
     * @param path with its query, percent-encoded
     * @throws EngineRequestException when there is no answer, or another one than 200; the message says what to do
     */
    public String get(String path) {
        URI uri = URI.create(base.toString().replaceAll("/+$", "") + path);
        HttpResponse<String> answer = send(uri);
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        throw new EngineRequestException(
                "The engine at " + base + " answers " + answer.statusCode() + ": " + message(answer.body()), null);
    }

    private HttpResponse<String> send(URI uri) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER);
        settings.truststore().map(Tls::trusting).ifPresent(client::sslContext);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        try {
            return client.build().send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new EngineRequestException(
                    "No engine answers at " + base
                            + ": is it running, and are http.port and http.advertised.url those of its settings? ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineRequestException("Interrupted while the engine at " + base + " was asked", e);
        }
    }

    private static String message(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            return problem.path("message").asText("it gives no reason");
        } catch (IOException e) {
            return "this is no engine's answer";
        }
    }
}
