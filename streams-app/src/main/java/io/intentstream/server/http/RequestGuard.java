package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.HttpSettings;
import io.javalin.http.Context;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Decides which requests are allowed, before any route is called. */
final class RequestGuard {
    private static final String BEARER = "Bearer ";

    private final Optional<byte[]> token;
    private final Optional<KnownHosts> knownHosts;
    private final Set<String> open;
    private final Pattern deletable;
    private final Predicate<String> mounted;
    private final Cors cors;

    /**
     * @param open paths that need no token: they hold no user data, and probes and browsers cannot send a token
     * @param deletable paths that accept DELETE; all others are read-only
     * @param mounted paths that check their requests themselves
     */
    RequestGuard(HttpSettings settings, Set<String> open, Pattern deletable, Predicate<String> mounted) {
        this.token = settings.token().map(text -> text.getBytes(UTF_8));
        this.knownHosts = settings.isLoopback() ? Optional.of(new KnownHosts(hosts(settings))) : Optional.empty();
        this.open = open;
        this.deletable = deletable;
        this.mounted = mounted;
        // Changes stay forbidden to pages of other origins.
        this.cors = new Cors(settings.corsOrigins(), "GET, HEAD", "Authorization, Last-Event-ID");
    }

    private static Set<String> hosts(HttpSettings settings) {
        Set<String> hosts = new HashSet<>(Set.of(settings.host()));
        settings.advertisedUrl().map(URI::getHost).ifPresent(hosts::add);
        return hosts;
    }

    void check(Context ctx) {
        knownHosts.ifPresent(known -> known.require(ctx));
        if (mounted.test(ctx.path())) {
            return;
        }
        cors.addHeaders(ctx);
        if (cors.isPreflight(ctx)) {
            cors.answerPreflight(ctx);
            ctx.skipRemainingHandlers();
            return;
        }
        requireSameSite(ctx);
        requireMethod(ctx);
        requireNoBody(ctx);
        if (!isOpen(ctx.path())) {
            requireToken(ctx);
        }
    }

    private boolean isOpen(String path) {
        return open.contains(path) || path.startsWith(Routes.PAGE.prefix());
    }

    /**
     * Pages of other sites could not read the answers, but they could occupy all listeners of the intent stream, and erase
     * users. Links from other sites are allowed, because they only read.
     */
    private void requireSameSite(Context ctx) {
        if (isReading(ctx) && cors.isAllowed(ctx)) {
            return;
        }
        String site = ctx.header("Sec-Fetch-Site");
        boolean foreign = "cross-site".equals(site) || "same-site".equals(site);
        boolean link = isReading(ctx) && "navigate".equals(ctx.header("Sec-Fetch-Mode"));
        if (foreign && !link || !isReading(ctx) && hasForeignOrigin(ctx)) {
            throw Problem.of(403, "pages of other sites are not allowed to use this server");
        }
    }

    /** Browsers that send no {@code Sec-Fetch-Site} send the page's origin with every request other than GET and HEAD. */
    private static boolean hasForeignOrigin(Context ctx) {
        String origin = ctx.header("Origin");
        String host = Optional.ofNullable(ctx.header("Host")).orElse("");
        return origin != null && !origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
    }

    private static boolean isReading(Context ctx) {
        String method = ctx.req().getMethod();
        return method.equals("GET") || method.equals("HEAD");
    }

    private void requireMethod(Context ctx) {
        boolean mayDelete = deletable.matcher(ctx.path()).matches();
        if (isReading(ctx) || mayDelete && ctx.req().getMethod().equals("DELETE")) {
            return;
        }
        String allowed = mayDelete ? "GET, HEAD, DELETE" : "GET, HEAD";
        throw Problem.of(405, "this path accepts only " + allowed, "Allow", allowed);
    }

    private static void requireNoBody(Context ctx) {
        if (ctx.req().getContentLengthLong() > 0 || ctx.header("Transfer-Encoding") != null) {
            throw Problem.of(413, "requests must not have a body", "Connection", "close");
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
                    401, "send the token of http.token as: Authorization: Bearer ...", "WWW-Authenticate", "Bearer");
        }
    }
}
