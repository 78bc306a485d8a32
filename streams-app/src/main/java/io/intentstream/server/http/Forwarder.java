package io.intentstream.server.http;

import io.intentstream.config.HttpSettings;
import io.intentstream.stream.query.UserLookup;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards a request to the instance that owns the user, or to others that may have the user nevertheless. A forwarded
 * request carries a header and is never forwarded again.
 */
final class Forwarder {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
    private static final String MARK = "Intentstream-Forwarded";
    private static final String TO_OWNER = "owner";
    private static final String TO_ANY = "any";
    private static final String TO_ALL = "all";
    private static final String AS_OF = "Intentstream-As-Of";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    /** Statuses with which an instance answers for a user; any other means that it refuses this instance. */
    private static final Set<Integer> ANSWERS = Set.of(200, 404, 503);

    private final Duration timeout;
    private final String scheme;
    private final Optional<String> token;
    private final Optional<SSLContext> trusting;
    private @Nullable HttpClient client;

    Forwarder(HttpSettings settings) {
        this(settings, ANSWER_TIMEOUT);
    }

    /** @param timeout how long to wait for another instance's answer, the TLS handshake included */
    Forwarder(HttpSettings settings, Duration timeout) {
        this.timeout = timeout;
        this.scheme = settings.advertisedUrl().map(URI::getScheme).orElse(settings.scheme());
        this.token = settings.token();
        this.trusting = settings.truststore().map(Tls::trusting);
    }

    /** Made on first use: it is slow to make, and a single instance never needs it. */
    private synchronized HttpClient client() {
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER);
            trusting.ifPresent(builder::sslContext);
            client = builder.build();
        }
        return client;
    }

    /** Whether another instance asks, so that the request must not be forwarded. */
    static boolean isForwarded(Context ctx) {
        return ctx.header(MARK) != null;
    }

    /** Whether the request goes to every instance, because the user's owner by hash does not know the user. */
    static boolean isSearch(Context ctx) {
        return TO_ANY.equals(ctx.header(MARK));
    }

    /** Event time of the instance that asks, epoch milliseconds; 0 when it does not say. */
    static long asOf(Context ctx) {
        try {
            return Long.parseLong(Objects.requireNonNullElse(ctx.header(AS_OF), "0"));
        } catch (NumberFormatException e) {
            throw Problem.of(400, AS_OF + " is no time");
        }
    }

    /**
     * Asks other instances the same, all at once, for what they themselves know.
     *
     * @param asOf event time, epoch milliseconds
     * @return their answers, in the same order
     * @throws Problem 503 when one of them does not answer, or cannot say now
     */
    List<byte[]> askForParts(Context ctx, List<UserLookup.Elsewhere> others, long asOf) {
        String query = ctx.queryString();
        String path = ctx.path() + (query == null ? "" : "?" + query);
        List<CompletableFuture<HttpResponse<byte[]>>> asked = others.stream()
                .map(other -> {
                    HttpRequest request = request(other, path, TO_ALL)
                            .header(AS_OF, Long.toString(asOf))
                            .build();
                    return client().sendAsync(request, BodyHandlers.ofByteArray());
                })
                .toList();
        List<byte[]> answers = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            answers.add(part(others.get(i), asked.get(i)));
        }
        return answers;
    }

    private byte[] part(UserLookup.Elsewhere other, CompletableFuture<HttpResponse<byte[]>> asked) {
        HttpResponse<byte[]> answer;
        try {
            answer = asked.join();
        } catch (CompletionException e) {
            throw noAnswer(
                    other, e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause()));
        }
        if (answer.statusCode() == 503) {
            throw Problem.unavailable("the instance " + other.host() + ":" + other.port() + " cannot say now");
        }
        if (answer.statusCode() != 200) {
            throw refused(other, answer.statusCode());
        }
        return answer.body();
    }

    /** Sends the owner's answer to the client; false when the owner does not know the user. */
    boolean forward(Context ctx, UserLookup.Elsewhere owner) {
        return relay(ctx, owner, TO_OWNER);
    }

    /** Sends the answer of an instance that is not the user's owner by hash; false when it does not know the user. */
    boolean search(Context ctx, UserLookup.Elsewhere other) {
        return relay(ctx, other, TO_ANY);
    }

    private boolean relay(Context ctx, UserLookup.Elsewhere owner, String mark) {
        HttpResponse<byte[]> answer = ask(owner, ctx.path() + QueryParameters.encoded(ctx), mark);
        if (!ANSWERS.contains(answer.statusCode())) {
            throw refused(owner, answer.statusCode());
        }
        if (answer.statusCode() == 404) {
            return false;
        }
        answer.headers().firstValue("Retry-After").ifPresent(seconds -> ctx.header("Retry-After", seconds));
        ctx.status(answer.statusCode()).contentType("application/json").result(answer.body());
        return true;
    }

    private static Problem refused(UserLookup.Elsewhere other, int status) {
        LOG.warn(
                "another instance refuses requests host={} port={} status={}; is http.token the same there?",
                other.host(),
                other.port(),
                status);
        return Problem.unavailable("the instance " + other.host() + ":" + other.port() + " refuses to answer this one");
    }

    private HttpRequest.Builder request(UserLookup.Elsewhere other, String path, String mark) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(scheme + "://" + other.host() + ":" + other.port() + path))
                .timeout(timeout)
                .header(MARK, mark);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private static Problem noAnswer(UserLookup.Elsewhere other, IOException failure) {
        String reason = reason(failure);
        LOG.warn(
                "another instance does not answer host={} port={} cause={} reason=\"{}\"",
                other.host(),
                other.port(),
                failure.getClass().getSimpleName(),
                reason);
        return Problem.unavailable("the instance " + other.host() + ":" + other.port() + " " + reason);
    }

    /** @throws Problem 503 when there is no answer; it names the instance and what to do */
    HttpResponse<byte[]> ask(UserLookup.Elsewhere owner, String path, String mark) {
        try {
            return client().send(request(owner, path, mark).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw noAnswer(owner, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("the server is stopping");
        }
    }

    /** What is wrong, and what to do where asking again does not help. */
    private static String reason(IOException failure) {
        if (!(failure instanceof SSLException)) {
            return "does not answer";
        }
        List<String> causes = Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .map(cause -> String.valueOf(cause.getMessage()))
                .toList();
        if (says(causes, "certification path", "trustAnchors")) {
            return "has a certificate that is not trusted here; put it or its issuer into http.tls.truststore.location";
        }
        if (says(causes, "No name matching", "No subject alternative")) {
            return "has a certificate for another name; set its http.advertised.url to a name in its certificate";
        }
        if (says(causes, "expired", "NotBefore")) {
            return "has a certificate that is not valid now; put a new one into its http.tls.keystore.location";
        }
        return "does not speak TLS as this one does; set http.tls.keystore.location on all instances, or on none";
    }

    private static boolean says(List<String> causes, String... words) {
        return causes.stream().anyMatch(cause -> Stream.of(words).anyMatch(cause::contains));
    }
}
