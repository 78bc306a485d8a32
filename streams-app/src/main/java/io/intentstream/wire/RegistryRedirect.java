package io.intentstream.wire;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a redirected request goes. The JDK's client would send the credentials to any host, never follow from https to
 * http, and turn a POST into a GET; a registry's redirect keeps the method.
 */
final class RegistryRedirect {
    /** Most redirects of one request. */
    static final int MOST = 5;

    private RegistryRedirect() {}

    /**
     * The address to ask instead; empty when the answer is no redirect.
     *
     * @param withCredentials whether requests carry credentials; they go to the same host only
     * @throws RegistryRefusedException when following would not be safe; the message names the target
     */
    static Optional<URI> of(URI asked, HttpResponse<?> response, boolean withCredentials) {
        int status = response.statusCode();
        if (status != 301 && status != 302 && status != 307 && status != 308) {
            return Optional.empty();
        }
        URI target = response.headers()
                .firstValue("Location")
                .map(location -> resolved(asked, location))
                .orElse(null);
        if (target == null) {
            throw refused(status, asked + " answers " + status + " without a usable address to go to");
        }
        String redirect = "%s answers %d and redirects to %s".formatted(asked, status, named(target));
        if (isSecure(asked) && !isSecure(target)) {
            throw refused(status, redirect + ", which is not encrypted");
        }
        if (withCredentials && !isSameHost(asked, target)) {
            throw refused(status, redirect + ": credentials are not sent to another host");
        }
        return Optional.of(target);
    }

    static RegistryRefusedException tooMany(URI asked, int status) {
        return refused(status, asked + " redirects more than " + MOST + " times");
    }

    private static RegistryRefusedException refused(int status, String what) {
        return new RegistryRefusedException(
                status, status, what + "; set " + RegistrySettings.URL + " to the registry's own address");
    }

    private static @Nullable URI resolved(URI asked, String location) {
        try {
            URI target = asked.resolve(location);
            boolean usable = target.getHost() != null
                    && (isSecure(target) || "http".equalsIgnoreCase(target.getScheme()))
                    && target.getRawUserInfo() == null;
            return usable ? target : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A change from http to https on the same host changes the port, too. */
    private static boolean isSameHost(URI asked, URI target) {
        return asked.getHost().equalsIgnoreCase(target.getHost())
                && (port(asked) == port(target) || !isSecure(asked) && isSecure(target));
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? 443 : 80;
    }

    private static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** Without the query, which may hold a token. */
    private static String named(URI target) {
        return target.getScheme() + "://" + target.getRawAuthority() + target.getRawPath();
    }
}
