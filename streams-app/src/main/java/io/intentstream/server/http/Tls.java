package io.intentstream.server.http;

import io.intentstream.config.HttpSettings.KeyStoreFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS from PKCS12 files. */
final class Tls {

    private Tls() {}

    /**
     * The server's side.
     *
     * @param setting the beginning of the names of the settings that name the file
     * @throws HttpServerException when the file cannot be used
     */
    static SslContextFactory.Server serving(KeyStoreFile store, String setting) {
        KeyStore keys = load(store, setting);
        try {
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias)) {
                    SslContextFactory.Server factory = new SslContextFactory.Server();
                    factory.setKeyStore(keys);
                    factory.setKeyStorePassword(store.password());
                    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
                    return factory;
                }
            }
        } catch (GeneralSecurityException e) {
            throw unusable(store, setting, e);
        }
        throw new HttpServerException(
                setting + ".location: " + store + " holds no private key; it needs a key and its certificate", null);
    }

    /**
     * A client's side, which trusts only the certificates of a file.
     *
     * @throws HttpServerException when the file cannot be used
     */
    static SSLContext trusting(KeyStoreFile store) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(store, "http.tls.truststore"));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable(store, "http.tls.truststore", e);
        }
    }

    private static KeyStore load(KeyStoreFile store, String setting) {
        try (InputStream in = Files.newInputStream(store.location())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, store.password().toCharArray());
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(store, setting, e);
        }
    }

    private static HttpServerException unusable(KeyStoreFile store, String setting, Exception e) {
        return new HttpServerException(
                setting + ".location: " + store + " cannot be read as a PKCS12 file; does it exist, and is " + setting
                        + ".password right? (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                e);
    }
}
