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
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a schema registry. After a refused connection, a time-out, 408, 429 or 5xx the request is retried at the
 * next address; once all addresses have failed, after a pause that doubles each time. Any other status except 2xx means that
 * the registry refuses the request.
 */
final class RegistryHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int QUOTED_CHARACTERS = 500;

    private final RegistrySettings settings;
    private final HttpClient http;
    private volatile int current;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(settings.connectTimeout());
        settings.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    JsonNode get(String path) {
        return call("GET", path, BodyPublishers.noBody());
    }

    JsonNode post(String path, JsonNode body) {
        return call("POST", path, BodyPublishers.ofString(body.toString()));
    }

    private JsonNode call(String method, String path, BodyPublisher body) {
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
            if (attempt > settings.maxRetries()) {
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
            HttpResponse<String> response = http.send(request(url, method, body), BodyHandlers.ofString());
            if (!isTransient(response.statusCode())) {
                return new Answered(answer(url, response));
            }
            failed = new Failed(url, "answers " + response.statusCode() + words(response.body()), null);
        } catch (IOException e) {
            failed = new Failed(url, reason(e), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        current = (index + 1) % settings.urls().size();
        return failed;
    }

    private HttpRequest request(URI url, String method, BodyPublisher body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(url)
                .timeout(settings.readTimeout())
                .header("Accept", CONTENT_TYPE + ", application/json")
                .header("Content-Type", CONTENT_TYPE)
                .method(method, body);
        settings.authorization().ifPresent(value -> builder.header("Authorization", value));
        return builder.build();
    }

    private static boolean isTransient(int status) {
        return status >= 500 || status == 429 || status == 408;
    }

    private static JsonNode answer(URI url, HttpResponse<String> response) {
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
