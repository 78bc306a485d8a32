package io.intentstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.HttpSettings;
import io.javalin.http.Context;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who may come in: stands before every route. */
final class Gate {
    private static final String BEARER = "Bearer ";

    private final Optional<byte[]> token;
    private final Optional<Set<String>> knownHosts;
    private final Set<String> open;

    /** @param open paths that need no token: they tell nothing of users, and probes and browsers can't send one */
    Gate(HttpSettings settings, Set<String> open) {
        this.token = settings.token().map(text -> text.getBytes(UTF_8));
        this.knownHosts = settings.isLoopback() ? Optional.of(hosts(settings)) : Optional.empty();
        this.open = open;
    }

    private static Set<String> hosts(HttpSettings settings) {
        Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        hosts.add(settings.host().toLowerCase(Locale.ROOT));
        settings.advertisedUrl().map(URI::getHost).map(String::toLowerCase).ifPresent(hosts::add);
        return hosts;
    }

    void check(Context ctx) {
        SecurityHeaders.ALL.forEach(ctx::header);
        requireKnownHost(ctx);
        requireSameSite(ctx);
        requireReading(ctx);
        if (!isOpen(ctx.path())) {
            requireToken(ctx);
        }
    }

    private boolean isOpen(String path) {
        return open.contains(path) || path.startsWith(PageRoutes.PREFIX);
    }

    /** On a loopback address, a page of another site may reach the server under a name of its own (DNS rebinding). */
    private void requireKnownHost(Context ctx) {
        if (knownHosts.isEmpty()) {
            return;
        }
        String host = Optional.ofNullable(ctx.header("Host")).orElse("");
        String name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        if (!knownHosts.get().contains(name)) {
            throw Problem.of(
                    421,
                    "this server is not known by the name in the Host header; behind a proxy, set http.advertised.url to"
                            + " its address");
        }
    }

    /** Pages of other sites could not read the answers, but they could use up the places of the intent stream. */
    private static void requireSameSite(Context ctx) {
        String site = ctx.header("Sec-Fetch-Site");
        boolean foreign = "cross-site".equals(site) || "same-site".equals(site);
        if (foreign && !"navigate".equals(ctx.header("Sec-Fetch-Mode"))) {
            throw Problem.of(403, "pages of other sites may not use this server");
        }
    }

    private static void requireReading(Context ctx) {
        String method = ctx.req().getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw Problem.of(405, "only GET and HEAD are answered", "Allow", "GET, HEAD");
        }
        if (ctx.req().getContentLengthLong() > 0 || ctx.header("Transfer-Encoding") != null) {
            throw Problem.of(413, "requests have no body here", "Connection", "close");
        }
    }

    private void requireToken(Context ctx) {
        if (token.isEmpty()) {
            return;
        }
        String given = Optional.ofNullable(ctx.header("Authorization")).orElse("");
        boolean same = given.startsWith(BEARER)
                && MessageDigest.isEqual(given.substring(BEARER.length()).getBytes(UTF_8), token.get());
        if (!same) {
            throw Problem.of(
                    401,
                    "send the token that http.token holds, as: Authorization: Bearer ...",
                    "WWW-Authenticate",
                    "Bearer");
        }
    }
}
