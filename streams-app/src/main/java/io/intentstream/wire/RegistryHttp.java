package io.intentstream.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to a schema registry. After a refused connection, a time-out, 408, 429 or 5xx the request is retried at the
 * next address; once all addresses have failed, after a pause that doubles each time. Redirects are followed as {@link
 * RegistryRedirect} allows. Any other status except 2xx, and an answer that is not JSON, mean that the registry refuses the
 * request.
 */
final class RegistryHttp {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int QUOTED_CHARACTERS = 500;

    private final RegistrySettings settings;
    private final HttpClient http;
    private volatile int current;
    private volatile boolean redirected;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        settings.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    JsonNode get(String path) {
        return call("GET", path, BodyPublishers.noBody(), settings.maxRetries());
    }

    /** Asks each address at most once. */
    JsonNode getWithoutRetries(String path) {
        return call("GET", path, BodyPublishers.noBody(), 0);
    }

    JsonNode post(String path, JsonNode body) {
        return call("POST", path, BodyPublishers.ofString(body.toString()), settings.maxRetries());
    }

    private JsonNode call(String method, String path, BodyPublisher body, int maxRetries) {
        Duration pause = settings.retryWait();
        for (int attempt = 1; ; attempt++) {
            Failed last = null;
            for (int tried = 0; tried < settings.urls().size(); tried++) {
                Reply reply = ask(method, path, body);
                if (reply instanceof Answered answered) {
                    return answered.json();
                }
                last = (Failed) reply;
            }
            if (attempt > maxRetries) {
                throw unavailable(last, attempt);
            }
            pause(pause);
            pause = shorter(pause.multipliedBy(2), settings.retryMaxWait());
        }
    }

    /** Asks the current address; when that fails, the next address becomes the current one. */
    private Reply ask(String method, String path, BodyPublisher body) {
        int index = current;
        URI url = URI.create(settings.urls().get(index) + path);
        Failed failed;
        try {
            HttpResponse<String> response = send(url, method, body);
            if (!isTransient(response.statusCode())) {
                return new Answered(answer(response));
            }
            failed = new Failed(url, "answers " + response.statusCode() + words(response.body()), null);
        } catch (IOException e) {
            failed = new Failed(url, reason(e), e);
        }
        current = (index + 1) % settings.urls().size();
        return failed;
    }

    /** The answer to a request, from where redirects lead. */
    private HttpResponse<String> send(URI asked, String method, BodyPublisher body) throws IOException {
        URI url = asked;
        for (int redirects = 0; ; redirects++) {
            HttpResponse<String> response = sendTo(url, method, body);
            Optional<URI> target =
                    RegistryRedirect.of(url, response, settings.authorization().isPresent());
            if (target.isEmpty()) {
                return response;
            }
            if (redirects == RegistryRedirect.MOST) {
                throw RegistryRedirect.tooMany(asked, response.statusCode());
            }
            if (!redirected) {
                redirected = true;
                LOG.warn(
                        "schema registry redirects every request, set schema.registry.url to its own address status={} to={}",
                        response.statusCode(),
                        target.get().getRawAuthority());
            }
            url = target.get();
        }
    }

    /** The JDK's own timeout ends with the answer's headers; a body that never ends must not block a thread, either. */
    private HttpResponse<String> sendTo(URI url, String method, BodyPublisher body) throws IOException {
        CompletableFuture<HttpResponse<String>> sent =
                http.sendAsync(request(url, method, body), BodyHandlers.ofString());
        try {
            return sent.get(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new IOException("no answer within " + settings.readTimeout().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw new InterruptException(e);
        }
    }

    private HttpRequest request(URI url, String method, BodyPublisher body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(url)
                .header("Accept", CONTENT_TYPE + ", application/json")
                .header("Content-Type", CONTENT_TYPE)
                .method(method, body);
        settings.authorization().ifPresent(value -> builder.header("Authorization", value));
        return builder.build();
    }

    private static boolean isTransient(int status) {
        return status >= 500 || status == 429 || status == 408;
    }

    private static JsonNode answer(HttpResponse<String> response) {
        URI url = response.uri();
        int status = response.statusCode();
        JsonNode json = parse(response.body());
        if (status / 100 != 2) {
            int code = json == null ? status : json.path("error_code").asInt(status);
            throw new RegistryRefusedException(status, code, refusal(url, status, response.body()));
        }
        if (json == null) {
            throw new RegistryRefusedException(
                    status, status, url + " answers with something other than JSON; is it a schema registry?");
        }
        return json;
    }

    private static String refusal(URI url, int status, String body) {
        String advice = switch (status) {
            case 401, 403 -> "; check basic.auth.credentials.source and basic.auth.user.info";
            case 404 -> "; if the registry lives under a path, such as /apis/ccompat/v7, schema.registry.url needs it";
            case 409 -> "; the schema must be compatible with the versions that the subject has";
            default -> "";
        };
        return url + " answers " + status + words(body) + advice;
    }

    private static @Nullable JsonNode parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null || json.isMissingNode() ? null : json;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The registry's error message, cut to a length suitable for a log. */
    private static String words(String body) {
        JsonNode json = parse(body);
        String text = json == null ? "" : json.path("message").asText("");
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(text.length(), QUOTED_CHARACTERS));
    }

    private static String reason(IOException e) {
        return "does not answer (" + e.getClass().getSimpleName()
                + (e.getMessage() == null ? "" : ": " + e.getMessage()) + ")";
    }

    private static RegistryUnavailableException unavailable(@Nullable Failed last, int attempts) {
        if (last == null) {
            throw new IllegalStateException("no address to ask");
        }
        String message =
                "The schema registry is not available: %s %s (attempts: %d); check that it runs and that %s is right"
                        .formatted(last.url(), last.what(), attempts, RegistrySettings.URL);
        return new RegistryUnavailableException(message, last.cause());
    }

    private static void pause(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private sealed interface Reply {}

    private record Answered(JsonNode json) implements Reply {}

    private record Failed(URI url, String what, @Nullable IOException cause) implements Reply {}
}
