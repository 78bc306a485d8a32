package io.intentstream.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of the HTTP server: where it listens, who may use it, and how other instances reach it.
 *
 * @param enabled whether the server is started
 * @param host name or address that it binds to
 * @param port where it listens, 0 for any free port
 * @param advertisedUrl the URL at which other instances, and clients behind a proxy, reach this one; absent means
 *     {@code host} and the bound port
 * @param token what clients and other instances must send; absent means no authentication, which is allowed on a loopback
 *     address only
 * @param keystore the server's certificate and key; absent means plain HTTP
 * @param truststore certificates that other instances may present; absent means those that Java trusts
 * @param plainAllowed whether plain HTTP is allowed on an address that other machines can reach, because a proxy in front
 *     of it terminates TLS
 * @param corsOrigins origins whose pages may read answers, in lower case; usually none
 */
public record HttpSettings(
        boolean enabled,
        String host,
        int port,
        Optional<URI> advertisedUrl,
        Optional<String> token,
        Optional<KeyStoreFile> keystore,
        Optional<KeyStoreFile> truststore,
        boolean plainAllowed,
        Set<String> corsOrigins) {

    /**
     * A PKCS12 file.
     *
     * @param location of the file
     * @param password of the file and its entries
     */
    public record KeyStoreFile(Path location, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return location.toString();
        }
    }

    /** Whether the server listens on a loopback address. Names are not resolved: only known ones count. */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("::1")
                || name.equals("[::1]")
                || name.matches("127(\\.\\d{1,3}){3}");
    }

    /** {@code https} when the server has a certificate, {@code http} otherwise. */
    public String scheme() {
        return keystore.isPresent() ? "https" : "http";
    }

    /** Unsafe combinations of settings. Each message names the key and says what to do. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!enabled || isLoopback()) {
            return problems;
        }
        if (token.isEmpty()) {
            problems.add(Settings.HTTP_TOKEN.name() + ": missing, but other machines can reach " + named()
                    + ", and profiles are personal; set a token, or listen on 127.0.0.1");
        }
        if (keystore.isEmpty() && !plainAllowed) {
            problems.add(Settings.HTTP_KEYSTORE.name() + ": missing, but other machines can reach " + named()
                    + "; set a PKCS12 file, or set " + Settings.HTTP_PLAIN_ALLOWED.name()
                    + "=true when a proxy in front of it terminates TLS");
        }
        return problems;
    }

    private String named() {
        return Settings.HTTP_HOST.name() + "=" + host;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "HttpSettings[enabled=" + enabled + ", host=" + host + ", port=" + port + ", advertisedUrl="
                + advertisedUrl + ", token=" + (token.isPresent() ? "set" : "none") + ", keystore=" + keystore
                + ", truststore=" + truststore + ", plainAllowed=" + plainAllowed + ", corsOrigins=" + corsOrigins
                + "]";
    }
}
