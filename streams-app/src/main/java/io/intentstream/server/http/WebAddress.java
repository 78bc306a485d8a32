package io.intentstream.server.http;

import io.intentstream.config.CollectorSettings;
import io.intentstream.config.HttpSettings;
import io.intentstream.config.HttpSettings.KeyStoreFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param prefix of the settings that say so, such as {@code http}
 * @param host name or address to bind to
 * @param port 0 for any free port
 * @param loopback whether the host must be a loopback address
 * @param keystore the server's certificate and key; absent means plain HTTP
 * @param remedy what else to do when the port is in use, for a message; may be empty
 */
public record WebAddress(
        String prefix, String host, int port, boolean loopback, Optional<KeyStoreFile> keystore, String remedy) {

    /** The engine's server. */
    static WebAddress of(HttpSettings settings) {
        return new WebAddress(
                "http",
                settings.host(),
                settings.port(),
                settings.isLoopback(),
                settings.keystore(),
                ", or set http.enabled=false");
    }

    /** The collector. */
    public static WebAddress of(CollectorSettings settings) {
        return new WebAddress(
                "collector", settings.host(), settings.port(), settings.isLoopback(), settings.keystore(), "");
    }

    /**
     * The address to bind to.
     *
     * @throws HttpServerException when the host has none, or is not the loopback address that its name promises
     */
    InetAddress resolve() {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new HttpServerException(
                    prefix + ".host: " + host + " has no address; name one of this machine's addresses", e);
        }
        if (loopback && !address.isLoopbackAddress()) {
            throw new HttpServerException(
                    prefix + ".host: " + host + " is not a loopback address here; use 127.0.0.1", null);
        }
        return address;
    }

    /** {@code https} with a certificate, {@code http} otherwise. */
    String scheme() {
        return keystore.isPresent() ? "https" : "http";
    }

    /** The host as a URL writes it: an IPv6 address has brackets. */
    static String inUrl(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
