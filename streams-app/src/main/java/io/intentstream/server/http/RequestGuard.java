package io.intentstream.server.http;

import io.intentstream.config.HttpSettings;
import io.javalin.http.Context;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Decides which requests are allowed, before any route is called. */
final class RequestGuard {
    private final Optional<BearerToken> token;
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
        this.token = settings.token().map(text -> new BearerToken(text, "http.token"));
        this.knownHosts = settings.isLoopback()
                ? Optional.of(new KnownHosts(hosts(settings), "behind a proxy, set http.advertised.url to its address"))
                : Optional.empty();
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
            token.ifPresent(needed -> needed.require(ctx));
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
        // Browsers that send no Sec-Fetch-Site send the page's origin with every request other than GET and HEAD.
        if (foreign && !link || !isReading(ctx) && Cors.isForeign(ctx)) {
            throw Problem.of(403, "pages of other sites are not allowed to use this server");
        }
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
}
